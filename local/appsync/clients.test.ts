/** Real clients, unmodified: Amplify, and Apollo with AWS's links. */
import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { Amplify } from 'aws-amplify';
import { generateClient } from 'aws-amplify/api';
import { AUTH_TYPE, createAuthLink } from 'aws-appsync-auth-link';
import { createSubscriptionHandshakeLink } from 'aws-appsync-subscription-link';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { answering, API_KEY, serve, type Served } from './testing/serve';

const schema = `
  type Note @aws_api_key @aws_lambda @aws_iam { id: ID! text: String! }
  type Query { note(id: ID!): Note secret: String @aws_lambda }
  type Mutation { putNote(id: ID!, text: String!): Note @aws_api_key @aws_lambda @aws_iam }
  type Subscription {
    onPutNote(id: ID): Note @aws_subscribe(mutations: ["putNote"]) @aws_api_key @aws_lambda @aws_iam
  }
`;
const KEYS = { accessKeyId: 'AKIATEST', secretAccessKey: 'secret', sessionToken: 'session' };

let served: Served;
const globals = globalThis as { WebSocket?: unknown };
const nativeWebSocket = globals.WebSocket;

beforeAll(async () => {
  globals.WebSocket = WebSocket;
  served = await serve({
    schema,
    resolvers: {
      'Query.note': answering('Query.note.ts', '{ id: ctx.args.id, text: "stored" }'),
      'Query.secret': answering('Query.secret.ts', 'ctx.identity.resolverContext.name'),
      'Mutation.putNote': answering('Mutation.putNote.ts', 'ctx.args'),
    },
    auth: {
      default: 'API_KEY',
      additional: ['AWS_LAMBDA', 'AWS_IAM'],
      apiKeys: [API_KEY],
      authorizer: {
        ttlSeconds: 0,
        invoke: ({ authorizationToken }) =>
          Promise.resolve({
            isAuthorized: authorizationToken === 'token-of-ann',
            resolverContext: { name: 'ann' },
          }),
      },
      iam: {
        find: (id) =>
          id === KEYS.accessKeyId
            ? { ...KEYS, userArn: 'arn:aws:iam::123456789012:user/ann', accountId: '123456789012' }
            : undefined,
      },
    },
  });
  Amplify.configure(
    {
      API: {
        GraphQL: {
          // Amplify turns lower-case http:// into wss://; URLs have no case there, so this stays a plain connection.
          endpoint: served.url.replace('http:', 'HTTP:'),
          region: 'local',
          defaultAuthMode: 'apiKey',
          apiKey: API_KEY,
        },
      },
    },
    {
      Auth: {
        credentialsProvider: {
          getCredentialsAndIdentityId: () => Promise.resolve({ credentials: KEYS }),
          clearCredentialsAndIdentityId: () => undefined,
        },
      },
    },
  );
});

afterAll(async () => {
  globals.WebSocket = nativeWebSocket;
  await served.close();
});

/** What Amplify gives for a subscription, which it types by the text of generated documents only. */
interface Events {
  subscribe(observer: { next(event: unknown): void; error(error: unknown): void }): { unsubscribe(): void };
}

const SUBSCRIPTION = 'subscription ($id: ID!) { onPutNote(id: $id) { id text } }';
const MUTATION = 'mutation ($id: ID!, $text: String!) { putNote(id: $id, text: $text) { id text } }';

describe('Amplify', () => {
  const client = generateClient();

  it('queries with an API key, a token and a signature', async () => {
    const byKey = await client.graphql({ query: '{ note(id: "a") { text } }' });
    const byToken = await client.graphql({
      query: '{ secret }',
      authMode: 'lambda',
      authToken: 'token-of-ann',
    });
    const bySignature = await client.graphql({
      query: MUTATION,
      variables: { id: 'a', text: 'signed' },
      authMode: 'iam',
    });

    expect(byKey).toMatchObject({ data: { note: { text: 'stored' } } });
    expect(byToken).toMatchObject({ data: { secret: 'ann' } });
    expect(bySignature).toMatchObject({ data: { putNote: { id: 'a', text: 'signed' } } });
  });

  it.each(['apiKey', 'lambda', 'iam'] as const)('subscribes with %s and receives', async (authMode) => {
    const id = `amplify-${authMode}`;
    const events = client.graphql({
      query: SUBSCRIPTION,
      variables: { id },
      authMode,
      ...(authMode === 'lambda' ? { authToken: 'token-of-ann' } : {}),
    }) as unknown as Events;
    const received = new Promise((resolve, reject) => {
      const subscription = events.subscribe({
        next: (event) => {
          subscription.unsubscribe();
          resolve(event);
        },
        error: reject,
      });
    });
    await publishUntil(received, id);

    expect(await received).toMatchObject({ data: { onPutNote: { id, text: 'hello' } } });
  });
});

describe("Apollo with AWS's links", () => {
  const auth = { type: AUTH_TYPE.API_KEY, apiKey: API_KEY } as const;
  const connect = (): ApolloClient =>
    new ApolloClient({
      cache: new InMemoryCache(),
      link: ApolloLink.from([
        createAuthLink({ url: served.url, region: 'local', auth }),
        createSubscriptionHandshakeLink(
          { url: served.url, region: 'local', auth },
          new HttpLink({ uri: served.url }),
        ),
      ]),
    });

  it('queries, and shows errors of the API as GraphQL errors', async () => {
    const client = connect();

    const note = await client.query({ query: gql('{ note(id: "a") { id text } }') });

    expect(note.data).toMatchObject({ note: { id: 'a', text: 'stored' } });
    await expect(client.query({ query: gql('{ secret }') })).rejects.toThrow(
      'Not Authorized to access secret on type Query',
    );
    client.stop();
  });

  it('subscribes and receives', async () => {
    const client = connect();
    const id = 'apollo';
    const received = new Promise((resolve, reject) => {
      const subscription = client.subscribe({ query: gql(SUBSCRIPTION), variables: { id } }).subscribe({
        next: (event) => {
          subscription.unsubscribe();
          resolve(event.data);
        },
        error: reject,
      });
    });
    await publishUntil(received, id);

    expect(await received).toMatchObject({ onPutNote: { id, text: 'hello' } });
    client.stop();
  });
});

/** These clients do not say when a subscription stands, so the event is repeated until one has arrived. */
async function publishUntil(arrived: Promise<unknown>, id: string): Promise<void> {
  let done = false;
  const settled = arrived.then(
    () => (done = true),
    () => (done = true),
  );
  while (!done) {
    await fetch(served.url.replace('localhost', '127.0.0.1'), {
      method: 'POST',
      headers: { 'x-api-key': API_KEY },
      body: JSON.stringify({ query: MUTATION, variables: { id, text: 'hello' } }),
    });
    await Promise.race([settled, new Promise((resolve) => setImmediate(resolve))]);
  }
}
