/** The API itself, without a transport: a schema with its resolvers attached, and what runs requests against it. */
import {
  execute,
  type ExecutionResult,
  getOperationAST,
  type GraphQLSchema,
  OperationTypeNode,
} from 'graphql';
import { buildSchema, subscriptionsByMutation } from '../schema/build-schema';
import { type FieldAccess, readAccess } from '../schema/access';
import { createSandbox } from '../sandbox/sandbox';
import type { AppSyncOptions, DataSource, LogEntry } from '../types';
import { createDocuments, type Prepared } from './documents';
import { type AppSyncError, formatError } from './errors';
import { attachResolvers, createDefaultResolver, createFieldResolver } from './fields';
import type { Resolver, ResolverHost } from './resolver';
import { fieldsOf, responseKey, withoutAliases } from './selection';
import type { RequestState } from './state';

/** A document that can run. */
export type Runnable = Extract<Prepared, { ok: true }>;

/** What a mutation did, for those who follow it. */
export interface MutationEvent {
  field: string;
  /** The result by field names: what subscribers are served from. */
  payload: unknown;
  /** True when the mutation used aliases, which subscribers see as null. */
  aliased: boolean;
}

export interface Api {
  schema: GraphQLSchema;
  access: FieldAccess;
  /** Subscription fields by mutation field. */
  fedBy: ReadonlyMap<string, readonly string[]>;
  resolvers: ReadonlyMap<string, Resolver>;
  host: ResolverHost;
  defaultResolver: ReturnType<typeof createDefaultResolver>;
  prepare(text: string): Prepared;
}

const DEFAULT_DEPTH = 15;

/** The parts of a response; `data` is absent when nothing ran. */
export interface Outcome {
  data: Record<string, unknown> | null;
  errors?: AppSyncError[];
}

function dataSourceOf(options: AppSyncOptions, name: string, field: string): DataSource {
  const source = Object.hasOwn(options.dataSources, name) ? options.dataSources[name] : undefined;
  if (source) return source;
  if (name === 'NONE') return { type: 'NONE' };
  throw new Error(`The resolver of ${field} wants the data source ${name}, which does not exist`);
}

async function loadResolvers(
  options: AppSyncOptions,
  log: (entry: LogEntry) => void,
): Promise<{ resolvers: Map<string, Resolver>; host: ResolverHost }> {
  const sources = Object.values(options.resolvers).flatMap((source) => [source, ...(source.pipeline ?? [])]);
  const unique = new Map(sources.map((source) => [source.file, source]));
  const sandbox = await createSandbox([...unique.values()], log);
  const moduleOf = (file: string) => {
    const module = sandbox.modules.get(file);
    if (!module) throw new Error(`${file} was not loaded`);
    return module;
  };
  const resolvers = new Map<string, Resolver>();
  for (const [field, source] of Object.entries(options.resolvers)) {
    const module = moduleOf(source.file);
    resolvers.set(
      field,
      source.pipeline
        ? {
            kind: 'pipeline',
            module,
            functions: source.pipeline.map((one) => ({
              module: moduleOf(one.file),
              dataSource: dataSourceOf(options, one.dataSource, field),
            })),
          }
        : {
            kind: 'unit',
            step: { module, dataSource: dataSourceOf(options, source.dataSource ?? 'NONE', field) },
          },
    );
  }
  return { resolvers, host: { sandbox, env: options.env ?? {}, log } };
}

/** Builds schema and resolvers; throws with what does not fit. */
export async function createApi(options: AppSyncOptions, log: (entry: LogEntry) => void): Promise<Api> {
  const schema = buildSchema(options.schema);
  const access = readAccess(schema, options.auth.default);
  const { resolvers, host } = await loadResolvers(options, log);
  const defaultResolver = createDefaultResolver(access);
  attachResolvers(schema, resolvers, (resolver) =>
    createFieldResolver(resolver, host, access, defaultResolver),
  );
  return {
    schema,
    access,
    fedBy: subscriptionsByMutation(schema),
    resolvers,
    host,
    defaultResolver,
    prepare: createDocuments(schema, options.limits?.depth ?? DEFAULT_DEPTH),
  };
}

/** The kind of the operation that would run; undefined when none can be chosen. */
export const operationOf = (runnable: Runnable, operationName: string | undefined) =>
  getOperationAST(runnable.document, operationName) ?? undefined;

/** Runs a query or a mutation. */
export async function runOperation(
  api: Api,
  runnable: Runnable,
  operationName: string | undefined,
  state: RequestState,
): Promise<Outcome> {
  const result: ExecutionResult = await execute({
    schema: api.schema,
    document: runnable.document,
    operationName,
    variableValues: state.variables,
    contextValue: state,
    fieldResolver: api.defaultResolver,
  });
  const errors = [...state.appended, ...(result.errors ?? [])];
  return {
    data: result.data ?? null,
    ...(errors.length > 0
      ? { errors: errors.map((error) => formatError(error, api.schema, runnable.document)) }
      : {}),
  };
}

/** What the fields of a mutation gave; a field that gave null is no event. */
export function mutationEvents(
  runnable: Runnable,
  operationName: string | undefined,
  data: Record<string, unknown> | null,
): MutationEvent[] {
  const operation = operationOf(runnable, operationName);
  if (!data || operation?.operation !== OperationTypeNode.MUTATION) return [];
  return fieldsOf(operation.selectionSet, runnable.fragments).flatMap((node) => {
    const value = data[responseKey(node)];
    if (value === null || value === undefined) return [];
    const payload = runnable.hasAlias ? withoutAliases(value, [node], runnable.fragments) : value;
    return [{ field: node.name.value, payload, aliased: runnable.hasAlias }];
  });
}
