/** Fields: may the caller see it, and where does its value come from. */
import { GraphQLError, type GraphQLFieldResolver, type GraphQLResolveInfo, isObjectType } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import type { FieldAccess } from '../schema/access';
import { ResolverError, UnauthorizedError } from '../util/errors';
import type { Frame } from '../util/frame';
import { isRecord } from '../values';
import { type Resolver, type ResolverHost, runResolver } from './resolver';
import type { RequestState } from './state';

type FieldFunction = GraphQLFieldResolver<unknown, RequestState, Record<string, unknown>>;

const notAuthorized = (info: GraphQLResolveInfo): ResolverError =>
  new ResolverError(
    `Not Authorized to access ${info.fieldName} on type ${info.parentType.name}`,
    'Unauthorized',
  );

/** The path of a field as a list. */
function pathOf(info: GraphQLResolveInfo): (string | number)[] {
  const keys: (string | number)[] = [];
  for (let at: GraphQLResolveInfo['path'] | undefined = info.path; at; at = at.prev) keys.unshift(at.key);
  return keys;
}

/** Fields without a resolver: the property of that name, if the caller may see it. */
export const createDefaultResolver =
  (access: FieldAccess): FieldFunction =>
  (source, _args, state, info) => {
    if (!access.allows(info.parentType.name, info.fieldName, state.caller)) throw notAuthorized(info);
    return isRecord(source) && Object.hasOwn(source, info.fieldName) ? source[info.fieldName] : null;
  };

/** A field with a resolver. While an event is delivered it is read like any other. */
export function createFieldResolver(
  resolver: Resolver,
  host: ResolverHost,
  access: FieldAccess,
  byName: FieldFunction,
): FieldFunction {
  const run: FieldFunction = async (source, args, state, info) => {
    const collect = (frame: Frame): void => {
      state.invalidations.push(...frame.invalidations);
      for (const error of frame.appended)
        state.appended.push(
          new GraphQLError(error.message, {
            nodes: info.fieldNodes,
            path: pathOf(info),
            originalError: error,
          }),
        );
    };
    try {
      return await runResolver(resolver, source, args, state, info, host, collect);
    } catch (error) {
      throw error instanceof UnauthorizedError ? notAuthorized(info) : error;
    }
  };
  return (source, args, state, info) => {
    if (state.delivering) return byName(source, args, state, info);
    if (!access.allows(info.parentType.name, info.fieldName, state.caller)) throw notAuthorized(info);
    return run(source, args, state, info);
  };
}

/** Puts resolvers on the schema's fields; throws for a resolver without a field. */
export function attachResolvers(
  schema: GraphQLSchema,
  resolvers: ReadonlyMap<string, Resolver>,
  make: (resolver: Resolver) => FieldFunction,
): void {
  for (const [name, resolver] of resolvers) {
    const [typeName = '', fieldName = ''] = name.split('.');
    const type = schema.getType(typeName);
    const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
    if (!field) throw new Error(`There is a resolver for ${name}, but the schema has no such field`);
    field.resolve = make(resolver) as typeof field.resolve;
  }
}
