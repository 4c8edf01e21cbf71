/** The API: schema, resolvers and data sources, wired as `wiring.ts` says. */
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { ResolverCode } from '../../hosts/resolver-files';
import { resolverPlan, type FieldPlan } from '../../hosts/resolver-plan';
import { functions, type FunctionName } from '../../wiring';
import {
  createAppSync,
  type AppSync,
  type AppSyncAuthorizerResult,
  type AppSyncOptions,
  type DataSource,
  type ResolverSource,
} from '../appsync';
import type { FunctionRunner } from '../functions/function-runner';
import type { Keys } from '../keys';
import type { Log } from '../log';
import { accountId, tableName } from '../names';
import type { Tasks } from '../tasks/tasks';

/** What the API stands on. */
export interface ApiOptions {
  schema: string;
  code: ResolverCode;
  client: DynamoDBClient;
  runner: FunctionRunner;
  keys: Keys;
  tasks: Tasks;
  onMutation: (field: string) => void;
  log: Log;
}

const table = 'table';
// As long as a revoked token may still work.
const authorizerTtlSeconds = 5;

const resolverOf = (code: ResolverCode, { file, source, pipeline }: FieldPlan): ResolverSource => {
  const codeOf = (path: string) => ({ code: code[path] ?? '', file: `resolvers/${path}` });
  if (pipeline)
    return {
      ...codeOf(file),
      pipeline: pipeline.map((part) => ({ ...codeOf(part.file), dataSource: table })),
    };
  if (source === 'none') return codeOf(file);
  return { ...codeOf(file), dataSource: source === 'table' ? table : source.function };
};

const resolversOf = (code: ResolverCode): Record<string, ResolverSource> =>
  Object.fromEntries(
    resolverPlan(Object.keys(code)).map((plan) => [`${plan.type}.${plan.field}`, resolverOf(code, plan)]),
  );

const authOf = ({ runner, keys, tasks }: ApiOptions): AppSyncOptions['auth'] => ({
  default: 'AWS_LAMBDA',
  additional: ['AWS_IAM'],
  authorizer: {
    invoke: (event) => runner.invoke('authorizer', event) as Promise<AppSyncAuthorizerResult>,
    ttlSeconds: authorizerTtlSeconds,
  },
  iam: {
    find: (accessKeyId) => {
      if (accessKeyId === keys.host.accessKeyId)
        return {
          ...keys.host,
          accountId,
          userArn: `arn:aws:sts::${accountId}:assumed-role/trellis-functions/host`,
        };
      const taskId = keys.taskOf(accessKeyId);
      const task = taskId === undefined ? undefined : tasks.find(taskId);
      if (!task || task.stoppedAt) return undefined;
      const userArn = `arn:aws:sts::${accountId}:assumed-role/trellis-builder/${task.id}`;
      return { ...keys.task(task.id), accountId, userArn };
    },
  },
});

/** Makes the API. Throws when a resolver has no field, or a field no data source. */
export const createApi = async (options: ApiOptions): Promise<AppSync> => {
  const { schema, code, client, runner, onMutation, log } = options;
  const lambdas = (Object.keys(functions) as FunctionName[]).map((name): [string, DataSource] => [
    name,
    { type: 'AWS_LAMBDA', invoke: (payload) => runner.invoke(name, payload) },
  ]);
  return createAppSync({
    schema,
    resolvers: resolversOf(code),
    dataSources: {
      [table]: { type: 'AMAZON_DYNAMODB', client, tableName },
      ...Object.fromEntries(lambdas),
    },
    auth: authOf(options),
    env: { TRELLIS_TABLE: tableName },
    onMutation,
    log: ({ level, message, error }) => log[level](message, error),
  });
};
