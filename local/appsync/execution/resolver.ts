/** Runs one resolver: unit or pipeline, request handler, data source, response handler. */
import type { GraphQLResolveInfo } from 'graphql';
import { authTypeText } from '../auth/caller';
import { callDataSource, DataSourceError } from '../datasources/index';
import type { HandlerContext, ResolverModule, Sandbox } from '../sandbox/sandbox';
import type { DataSource, LogEntry } from '../types';
import { EarlyReturn } from '../util/errors';
import { type Frame, newFrame, withFrame } from '../util/frame';
import { selectionSetGraphQL, selectionSetList } from './selection';
import type { RequestState } from './state';

/** One handler pair and the data source between them. */
interface Step {
  module: ResolverModule;
  dataSource: DataSource;
}

/** A resolver that is ready to run. */
export type Resolver =
  { kind: 'unit'; step: Step } | { kind: 'pipeline'; module: ResolverModule; functions: readonly Step[] };

/** What resolvers of an API share. */
export interface ResolverHost {
  sandbox: Sandbox;
  env: Record<string, string>;
  log: (entry: LogEntry) => void;
}

/** What leaves a step: its value, and whether the pipeline goes on. */
interface Outcome {
  value: unknown;
  end: boolean;
}

/** AppSync shows null for an argument whose variable was left out. */
function argumentsOf(args: Record<string, unknown>, info: GraphQLResolveInfo): Record<string, unknown> {
  for (const { name } of info.fieldNodes[0]?.arguments ?? [])
    if (!Object.hasOwn(args, name.value)) args[name.value] = null;
  return args;
}

const infoOf = (info: GraphQLResolveInfo, state: RequestState): Record<string, unknown> => ({
  fieldName: info.fieldName,
  parentTypeName: info.parentType.name,
  variables: state.variables,
  get selectionSetList() {
    return selectionSetList(info.fieldNodes, info.fragments);
  },
  get selectionSetGraphQL() {
    return selectionSetGraphQL(info.fieldNodes);
  },
});

function contextOf(
  source: unknown,
  args: Record<string, unknown>,
  state: RequestState,
  info: GraphQLResolveInfo,
  { sandbox, env }: ResolverHost,
): HandlerContext {
  const copied = sandbox.copy(argumentsOf(args, info));
  return {
    env,
    arguments: copied,
    args: copied,
    identity: sandbox.copy(state.caller.identity),
    source: sandbox.copy(source ?? null),
    stash: sandbox.copy({}),
    prev: null,
    result: null,
    request: { headers: sandbox.copy(state.headers), domainName: null },
    info: infoOf(info, state),
  };
}

async function runStep(
  step: Step,
  context: HandlerContext,
  frame: Frame,
  host: ResolverHost,
): Promise<Outcome> {
  try {
    const request = withFrame(frame, () => step.module.request(context));
    delete context['error'];
    try {
      context['result'] = host.sandbox.copy(await callDataSource(step.dataSource, request, host.log));
    } catch (error) {
      if (!(error instanceof DataSourceError)) throw error;
      context['error'] = { message: error.message, type: error.type };
      context['result'] = host.sandbox.copy(error.result);
    }
    return { value: withFrame(frame, () => step.module.response(context)) ?? null, end: false };
  } catch (error) {
    if (error instanceof EarlyReturn) return { value: error.value, end: error.skipTo === 'END' };
    throw error;
  }
}

/** The value before the first function, or what an early return puts in place of all functions. */
function runBefore(module: ResolverModule, context: HandlerContext, frame: Frame): Outcome {
  try {
    return { value: withFrame(frame, () => module.request(context)) ?? null, end: false };
  } catch (error) {
    if (error instanceof EarlyReturn) return { value: error.value, end: true };
    throw error;
  }
}

async function runPipeline(
  resolver: Extract<Resolver, { kind: 'pipeline' }>,
  context: HandlerContext,
  frame: Frame,
  host: ResolverHost,
): Promise<unknown> {
  let outcome = runBefore(resolver.module, context, frame);
  for (const step of resolver.functions) {
    if (outcome.end) break;
    context['prev'] = { result: outcome.value };
    context['result'] = null;
    outcome = await runStep(step, context, frame, host);
  }
  context['prev'] = { result: outcome.value };
  context['result'] = outcome.value;
  delete context['error'];
  try {
    return withFrame(frame, () => resolver.module.response(context)) ?? null;
  } catch (error) {
    if (error instanceof EarlyReturn) return error.value;
    throw error;
  }
}

/** Resolves one field; what handlers left in their frame is handed to `collect`, also when they fail. */
export async function runResolver(
  resolver: Resolver,
  source: unknown,
  args: Record<string, unknown>,
  state: RequestState,
  info: GraphQLResolveInfo,
  host: ResolverHost,
  collect: (frame: Frame) => void,
): Promise<unknown> {
  const frame = newFrame(authTypeText[state.caller.mode]);
  const context = contextOf(source, args, state, info, host);
  try {
    return resolver.kind === 'unit'
      ? (await runStep(resolver.step, context, frame, host)).value
      : await runPipeline(resolver, context, frame, host);
  } finally {
    collect(frame);
  }
}
