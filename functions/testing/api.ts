/** Test support: the API itself, real resolvers on the local engine, over HTTP. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { readdirSync, readFileSync } from 'node:fs';
import {
  type AppSync,
  bundleResolvers,
  createAppSync,
  type DataSource,
  type ResolverSource,
} from '../../local/appsync';
import { functionFields, functions, localFields, pipelineFields } from '../../wiring';

const TABLE = 'table';

const modules = import.meta.glob<{ handler: (event: unknown) => Promise<unknown> }>('../*.ts');

/** Runs a function by the name that the wiring gives it. */
export const invokeFunction = async (name: keyof typeof functions, event: unknown): Promise<unknown> => {
  const load = modules[functions[name].entry.replace('functions/', '../')];
  if (!load) throw new Error(`There is no function ${name}`);
  const { handler } = await load();
  const answer = await handler(JSON.parse(JSON.stringify(event)));
  return answer === undefined ? null : (JSON.parse(JSON.stringify(answer)) as unknown);
};

const bundleAll = async (): Promise<Record<string, ResolverSource>> => {
  const files = [
    ...readdirSync('resolvers'),
    ...readdirSync('resolvers/functions').map((name) => `functions/${name}`),
  ]
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => `resolvers/${name}`);
  const bundles = await bundleResolvers(files);
  const part = (file: string) => ({ file, code: bundles.get(file) ?? '' });
  return Object.fromEntries(
    files
      .filter((file) => !file.includes('/functions/'))
      .map((file): [string, ResolverSource] => {
        const field = file.replace('resolvers/', '').replace('.ts', '');
        const pipeline = new Map<string, readonly string[]>(Object.entries(pipelineFields)).get(field);
        if (pipeline) {
          const parts = pipeline.map((name) => ({
            ...part(`resolvers/functions/${name}.ts`),
            dataSource: TABLE,
          }));
          return [field, { ...part(file), pipeline: parts }];
        }
        if (localFields.some((local) => local === field)) return [field, part(file)];
        const name = new Map<string, string>(Object.entries(functionFields)).get(field);
        return [field, { ...part(file), dataSource: name ?? TABLE }];
      }),
  );
};

let resolvers: ReturnType<typeof bundleAll> | undefined;

/** Credentials that Trellis' own parts sign with in tests. */
export const ownCredentials = { accessKeyId: 'access-key', secretAccessKey: 'secret-key' };

/** The API on the test's table. */
export const createTestApi = async (): Promise<AppSync> => {
  const lambdas = Object.keys(functions) as (keyof typeof functions)[];
  const sources = lambdas.map((name): [string, DataSource] => [
    name,
    { type: 'AWS_LAMBDA', invoke: (payload) => invokeFunction(name, payload) },
  ]);
  return createAppSync({
    schema: readFileSync('schema.graphql', 'utf8'),
    resolvers: await (resolvers ??= bundleAll()),
    dataSources: {
      [TABLE]: { type: 'AMAZON_DYNAMODB', client: new DynamoDBClient({}), tableName: 'trellis-test' },
      ...Object.fromEntries(sources),
    },
    auth: {
      default: 'AWS_LAMBDA',
      additional: ['AWS_IAM'],
      authorizer: {
        invoke: (event) => invokeFunction('authorizer', event) as Promise<{ isAuthorized: boolean }>,
        ttlSeconds: 0,
      },
      iam: {
        find: (accessKeyId) =>
          accessKeyId === ownCredentials.accessKeyId
            ? {
                ...ownCredentials,
                accountId: '111111111111',
                userArn: 'arn:aws:iam::111111111111:role/trellis',
              }
            : undefined,
      },
    },
    env: { TRELLIS_TABLE: 'trellis-test' },
  });
};
