import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { AppSyncAuthorizerEvent, AppSyncAuthorizerResult, AuthOptions } from '../types';
import { RealtimeClient } from '../testing/realtime-client';
import { answering, API_KEY, graphql, serve, type Served } from '../testing/serve';

const schema = `
  type Open @aws_api_key @aws_lambda @aws_iam { id: ID secret: String @aws_iam }
  type Hidden @aws_iam { id: ID }
  type Plain { id: ID }
  type Query {
    byDefault: Plain
    keyed: Open @aws_api_key
    both: Open @aws_api_key @aws_lambda
    all: Open @aws_api_key @aws_lambda @aws_iam
    hidden: Hidden @aws_api_key @aws_iam
    plain: Plain @aws_api_key
    identity: AWSJSON @aws_lambda @aws_iam
  }
  type Mutation { put: Open @aws_iam @aws_lambda drop: Open @aws_lambda }
  type Subscription { onPut: Open @aws_subscribe(mutations: ["put"]) @aws_iam }
`;
const KEYS = { accessKeyId: 'AKIATEST', secretAccessKey: 'secret' };

let served: Served | undefined;
afterEach(async () => {
  vi.useRealTimers();
  await served?.close();
  served = undefined;
});

type Authorizer = (event: AppSyncAuthorizerEvent) => Promise<AppSyncAuthorizerResult>;

async function start(
  authorizer: Authorizer = () => Promise.resolve({ isAuthorized: true }),
  auth: Partial<AuthOptions> & { ttlSeconds?: number } = {},
): Promise<Served> {
  const open = '{ id: "a", secret: "s" }';
  const fields = ['byDefault', 'keyed', 'both', 'all', 'hidden', 'plain'];
  served = await serve({
    schema,
    resolvers: {
      ...Object.fromEntries(fields.map((name) => [`Query.${name}`, answering(`Query.${name}.ts`, open)])),
      'Query.identity': answering('Query.identity.ts', '{ identity: ctx.identity, type: util.authType() }'),
      'Mutation.put': answering('Mutation.put.ts', open),
      'Mutation.drop': answering('Mutation.drop.ts', open),
    },
    auth: {
      default: 'AWS_LAMBDA',
      additional: ['API_KEY', 'AWS_IAM'],
      apiKeys: [API_KEY],
      authorizer: { invoke: authorizer, ttlSeconds: auth.ttlSeconds ?? 0 },
      iam: {
        find: (id) =>
          id === KEYS.accessKeyId
            ? {
                secretAccessKey: KEYS.secretAccessKey,
                userArn: 'arn:aws:sts::123456789012:assumed-role/builder/task-1',
                accountId: '123456789012',
              }
            : undefined,
      },
      ...auth,
    },
  });
  return served;
}

const withToken = (query: string, token = 'token') =>
  graphql(served?.url ?? '', query, {}, { authorization: token });
const withKey = (query: string) => graphql(served?.url ?? '', query);

async function sign(path: string, body: string, host: string): Promise<Record<string, string>> {
  const signer = new SignatureV4({ service: 'appsync', region: 'local', credentials: KEYS, sha256: Sha256 });
  const { headers } = await signer.sign({
    method: 'POST',
    protocol: 'http:',
    hostname: '127.0.0.1',
    path,
    headers: { host, 'content-type': 'application/json' },
    body,
  });
  return headers;
}

async function withSignature(query: string, change: (body: string) => string = (body) => body) {
  const { port = 0 } = served ?? {};
  const body = JSON.stringify({ query });
  const headers = await sign('/graphql', body, `127.0.0.1:${port}`);
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    body: change(body),
    headers,
  });
  return {
    status: response.status,
    body: (await response.json()) as { data?: Record<string, unknown>; errors?: Record<string, unknown>[] },
  };
}

describe('directives', () => {
  it('let a field without any be used in the default mode only', async () => {
    await start();

    expect((await withToken('{ byDefault { id } }')).body).toEqual({ data: { byDefault: { id: 'a' } } });
    expect((await withKey('{ byDefault { id } }')).body).toEqual({
      data: { byDefault: null },
      errors: [
        {
          path: ['byDefault'],
          data: null,
          errorType: 'Unauthorized',
          errorInfo: null,
          locations: [{ line: 1, column: 3, sourceName: null }],
          message: 'Not Authorized to access byDefault on type Query',
        },
      ],
    });
  });

  it('on a field replace the default mode', async () => {
    await start();

    expect((await withKey('{ keyed { id } }')).body.data).toEqual({ keyed: { id: 'a' } });
    expect((await withToken('{ keyed { id } }')).body.errors?.[0]?.['errorType']).toBe('Unauthorized');
  });

  it('on a type hold for its fields, and one on a field overrides them', async () => {
    await start();

    const answer = await withKey('{ all { id secret } }');

    expect(answer.body.data).toEqual({ all: { id: 'a', secret: null } });
    expect(answer.body.errors?.[0]?.['message']).toBe('Not Authorized to access secret on type Open');
  });

  it.each(['hidden', 'plain'])(
    'of the type decide when a field gives a type of other modes: %s',
    async (field) => {
      await start();

      const answer = await withKey(`{ ${field} { id } }`);

      expect(answer.body.data).toEqual({ [field]: { id: null } });
      expect(answer.body.errors?.[0]?.['errorType']).toBe('Unauthorized');
    },
  );

  it('leave __typename and introspection to every caller', async () => {
    await start();

    expect((await withKey('{ __typename __schema { queryType { name } } }')).body.errors).toBeUndefined();
  });
});

describe('the Lambda authorizer', () => {
  it('is asked with the event of AppSync and fills ctx.identity', async () => {
    const events: AppSyncAuthorizerEvent[] = [];
    await start((event) => {
      events.push(event);
      return Promise.resolve({ isAuthorized: true, resolverContext: { name: 'ann' } });
    });

    const answer = await withToken('query Who { identity }');

    expect(JSON.parse(String(answer.body.data?.['identity']))).toEqual({
      identity: { resolverContext: { name: 'ann' } },
      type: 'Lambda Authorization',
    });
    expect(events[0]).toMatchObject({
      authorizationToken: 'token',
      requestContext: { queryString: 'query Who { identity }', variables: {} },
      requestHeaders: { authorization: 'token' },
    });
  });

  it.each<[string, Authorizer]>([
    ['says no', () => Promise.resolve({ isAuthorized: false })],
    ['fails', () => Promise.reject(new Error('down'))],
  ])('that %s means status 401', async (_what, authorizer) => {
    await start(authorizer);

    const answer = await withToken('{ byDefault { id } }');

    expect(answer.status).toBe(401);
    expect(answer.body.errors?.[0]?.['errorType']).toBe('UnauthorizedException');
  });

  it('denies single fields, by name or ARN, whatever the directives say', async () => {
    const arn = 'arn:aws:appsync:us-east-1:1:apis/x/types/Open/fields/id';
    await start(() => Promise.resolve({ isAuthorized: true, deniedFields: ['Mutation.put', arn] }));

    const answer = await withToken('mutation { put { id } drop { id } }');

    expect(answer.body.data).toEqual({ put: null, drop: { id: null } });
    expect(answer.body.errors?.map((error) => error['path'])).toEqual([['put'], ['drop', 'id']]);
  });

  it('is asked once per token while its answer lasts, and again after', async () => {
    const authorizer = vi.fn<Authorizer>(({ authorizationToken }) =>
      Promise.resolve({ isAuthorized: true, ...(authorizationToken === 'never' ? { ttlOverride: 0 } : {}) }),
    );
    await start(authorizer, { ttlSeconds: 300 });
    const ask = () => withToken('{ byDefault { id } }');
    vi.useFakeTimers({ toFake: ['Date'] });

    await ask();
    await ask();
    expect(authorizer).toHaveBeenCalledTimes(1);

    vi.setSystemTime(Date.now() + 301_000);
    await ask();
    expect(authorizer).toHaveBeenCalledTimes(2);

    await withToken('{ byDefault { id } }', 'never');
    await withToken('{ byDefault { id } }', 'never');
    expect(authorizer).toHaveBeenCalledTimes(4);
  });
});

describe('IAM', () => {
  it('takes signed calls and shows who signed', async () => {
    await start();

    const answer = await withSignature('{ identity }');

    expect(JSON.parse(String(answer.body.data?.['identity']))).toMatchObject({
      identity: {
        accountId: '123456789012',
        userArn: 'arn:aws:sts::123456789012:assumed-role/builder/task-1',
        username: 'task-1',
        sourceIp: [expect.stringContaining('127.0.0.1')],
      },
      type: 'IAM Authorization',
    });
  });

  it('refuses a call whose body was changed after signing', async () => {
    await start();

    const answer = await withSignature('{ identity }', (body) => body.replace('identity', 'all { id } '));

    expect(answer.status).toBe(403);
    expect(answer.body.errors?.[0]?.['errorType']).toBe('InvalidSignatureException');
  });

  it('takes a signature over connect for the connection and one over the query for each subscription', async () => {
    const { port } = await start();
    const host = `127.0.0.1:${port}`;
    const api = served ?? (await start());
    const client = await RealtimeClient.ready(api, await sign('/graphql/connect', '{}', host));
    const query = 'subscription { onPut { id secret } }';
    const data = JSON.stringify({ query, variables: {} });

    client.start('good', query, {}, await sign('/graphql', data, host));
    await client.next('start_ack', 'good');
    client.start('bad', query, {}, await sign('/graphql', '{}', host));
    const refusal = await client.next('error', 'bad');
    await withSignature('mutation { put { id secret } }');

    expect(refusal.payload?.errors?.[0]?.['errorType']).toBe('InvalidSignatureException');
    expect(await client.event('good')).toEqual({ data: { onPut: { id: 'a', secret: 's' } } });
    client.socket.close();
  });
});

describe('subscriptions', () => {
  it('are refused to callers whose mode the field does not allow', async () => {
    const api = await start();
    const client = await RealtimeClient.ready(api);

    client.start('x', 'subscription { onPut { id } }');

    expect((await client.next('error', 'x')).payload?.errors).toEqual([
      { errorType: 'Unauthorized', message: 'Not Authorized to access onPut on type Subscription' },
    ]);
    client.socket.close();
  });
});
