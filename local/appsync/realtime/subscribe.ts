/** Turns a `start` message into a subscription, or into the errors that it is answered with. */
import {
  type FieldNode,
  getArgumentValues,
  getVariableValues,
  GraphQLError,
  type GraphQLField,
  type GraphQLResolveInfo,
  Kind,
  OperationTypeNode,
  visit,
} from 'graphql';
import type { Caller } from '../auth/caller';
import { type Api, operationOf, type Runnable } from '../execution/api';
import { runResolver } from '../execution/resolver';
import { fieldsOf } from '../execution/selection';
import { newState } from '../execution/state';
import { ResolverError, UnauthorizedError } from '../util/errors';
import type { Frame } from '../util/frame';
import type { LogEntry } from '../types';
import { messageOf } from '../values';
import type { Subscription } from './subscriptions';

/** A query as a `start` message brings it. */
export interface StartRequest {
  query: string;
  operationName?: string;
  variables: Record<string, unknown>;
}

export interface StartError {
  errorType: string;
  message: string;
}

export type Started =
  { ok: true; subscription: Omit<Subscription, 'deliver' | 'end'> } | { ok: false; errors: StartError[] };

const refused = (errorType: string, message: string): Started => ({
  ok: false,
  errors: [{ errorType, message }],
});

/** True when what subscribers get depends on variables: in directives, or in arguments below the root field. */
function dependsOnVariables(node: FieldNode, runnable: Runnable): boolean {
  let depends = false;
  const Variable = (): void => {
    depends = true;
  };
  if (node.selectionSet) visit(node.selectionSet, { Variable });
  for (const fragment of Object.values(runnable.fragments)) visit(fragment, { Variable });
  return depends;
}

/** Arguments as given; one whose variable was left out counts as null, which matches only events with null. */
function wantedOf(
  node: FieldNode,
  args: Record<string, unknown>,
  log: (entry: LogEntry) => void,
): [string, unknown][] {
  return (node.arguments ?? []).map(({ name }) => {
    if (!Object.hasOwn(args, name.value))
      log({
        level: 'warn',
        message: `Subscription.${node.name.value}: the variable of ${name.value} was left out, so only events with null there match. Leave the argument out of the document instead.`,
      });
    return [name.value, args[name.value] ?? null];
  });
}

interface Chosen {
  node: FieldNode;
  field: GraphQLField<unknown, unknown>;
  args: Record<string, unknown>;
  variables: Record<string, unknown>;
}

function choose(api: Api, runnable: Runnable, request: StartRequest): Chosen | Started {
  const operation = operationOf(runnable, request.operationName);
  const type = api.schema.getSubscriptionType();
  if (!operation || operation.operation !== OperationTypeNode.SUBSCRIPTION || !type)
    return refused('UnsupportedOperation', 'Only subscriptions are supported through the realtime channel');
  const node = fieldsOf(operation.selectionSet, runnable.fragments)[0];
  const field = node ? type.getFields()[node.name.value] : undefined;
  if (!node || !field) return refused('BadRequestException', 'The subscription selects no field.');
  const { coerced, errors } = getVariableValues(
    api.schema,
    operation.variableDefinitions ?? [],
    request.variables,
  );
  if (errors)
    return {
      ok: false,
      errors: errors.map(({ message }) => ({ errorType: 'BadRequestException', message })),
    };
  try {
    return { node, field, args: getArgumentValues(field, node, coerced), variables: coerced };
  } catch (error) {
    return refused('BadRequestException', messageOf(error));
  }
}

/** Just enough of graphql-js's information for a resolver that runs at subscription time. */
function infoOf(api: Api, runnable: Runnable, { node, field, variables }: Chosen): GraphQLResolveInfo {
  const parentType = api.schema.getSubscriptionType();
  const operation = runnable.document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
  if (!parentType || !operation) throw new Error('a subscription without a type');
  return {
    fieldName: field.name,
    fieldNodes: [node],
    returnType: field.type,
    parentType,
    path: { prev: undefined, key: node.alias?.value ?? field.name, typename: parentType.name },
    schema: api.schema,
    fragments: runnable.fragments,
    rootValue: null,
    operation,
    variableValues: variables,
  };
}

/** Runs the subscription field's own resolver, which may refuse or set filters. */
async function runOwnResolver(
  api: Api,
  runnable: Runnable,
  chosen: Chosen,
  request: StartRequest,
  caller: Caller,
  headers: Record<string, string>,
): Promise<Pick<Frame, 'subscriptionFilter' | 'invalidationFilter'>> {
  const resolver = api.resolvers.get(`Subscription.${chosen.field.name}`);
  if (!resolver) return {};
  let frame: Frame | undefined;
  const state = newState(caller, headers, request.variables);
  const info = infoOf(api, runnable, chosen);
  await runResolver(resolver, null, { ...chosen.args }, state, info, api.host, (used) => (frame = used));
  return frame ?? {};
}

function asErrors(error: unknown, field: string, log: (entry: LogEntry) => void): Started {
  if (error instanceof UnauthorizedError)
    return refused('Unauthorized', `Not Authorized to access ${field} on type Subscription`);
  if (error instanceof ResolverError) return refused(error.errorType ?? 'Custom', error.message);
  log({ level: 'error', message: `Subscription.${field} could not be started: ${messageOf(error)}`, error });
  return refused('InternalFailure', 'The subscription could not be started.');
}

/** Checks a subscription's document, its caller and its arguments, and runs its resolver. */
export async function startSubscription(
  api: Api,
  request: StartRequest,
  caller: Caller,
  headers: Record<string, string>,
): Promise<Started> {
  const prepared = api.prepare(request.query);
  if (!prepared.ok)
    return prepared.malformed === undefined
      ? {
          ok: false,
          errors: prepared.errors.map(({ message }) => ({ errorType: 'BadRequestException', message })),
        }
      : refused('MalformedHttpRequestException', `Unable to parse GraphQL query. (${prepared.malformed})`);
  const chosen = choose(api, prepared, request);
  if ('ok' in chosen) return chosen;
  const field = chosen.field.name;
  if (!api.access.allows('Subscription', field, caller))
    return refused('Unauthorized', `Not Authorized to access ${field} on type Subscription`);
  try {
    const filters = await runOwnResolver(api, prepared, chosen, request, caller, headers);
    const variables = dependsOnVariables(chosen.node, prepared) ? JSON.stringify(request.variables) : '';
    return {
      ok: true,
      subscription: {
        field,
        runnable: prepared,
        operationName: request.operationName,
        variables: request.variables,
        caller,
        wanted: filters.subscriptionFilter ? [] : wantedOf(chosen.node, chosen.args, api.host.log),
        ...(filters.subscriptionFilter ? { filter: filters.subscriptionFilter } : {}),
        ...(filters.invalidationFilter ? { invalidationFilter: filters.invalidationFilter } : {}),
        group: [
          prepared.key,
          request.operationName,
          caller.mode,
          [...caller.denied].sort().join(),
          variables,
        ].join('|'),
      },
    };
  } catch (error) {
    return asErrors(
      error instanceof GraphQLError ? (error.originalError ?? error) : error,
      field,
      api.host.log,
    );
  }
}
