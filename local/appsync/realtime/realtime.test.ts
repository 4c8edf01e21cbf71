import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { RealtimeClient, type Transport } from '../testing/realtime-client';
import { answering, graphql, inline, serve, type Served } from '../testing/serve';

const schema = `
  type Note { id: ID! text: String! owner: String priority: Int tags: [String!] author: Author parts: [Part!] }
  type Author { name: String! country: String }
  type Part { n: Int! }
  input NoteInput { id: ID! text: String owner: String priority: Int tags: [String!] country: String }
  type Query { ping: String }
  type Mutation {
    putNote(input: NoteInput!): Note
    dropNote(id: ID!): Note
    endSessions(user: String!): Note
  }
  type Subscription {
    onPutNote(id: ID, owner: String): Note @aws_subscribe(mutations: ["putNote"])
    onAny: Note @aws_subscribe(mutations: ["putNote", "dropNote"])
    onImportant(least: Int): Note @aws_subscribe(mutations: ["putNote"])
    onSession(user: String!): Note @aws_subscribe(mutations: ["putNote"])
    onForbidden: Note @aws_subscribe(mutations: ["putNote"])
  }
`;

const note =
  'Object.assign({}, ctx.args.input, { author: { name: "ann", country: ctx.args.input.country }, parts: [{ n: 1 }] })';
const filtering = (file: string, filter: string, set = 'setSubscriptionFilter') =>
  inline(
    file,
    `export function request() { return { payload: null }; }
     export function response(ctx) { extensions.${set}(util.transform.toSubscriptionFilter(${filter})); return null; }`,
  );

let served: Served;

beforeAll(async () => {
  served = await serve({
    schema,
    resolvers: {
      'Mutation.putNote': answering('Mutation.putNote.ts', note),
      'Mutation.dropNote': answering('Mutation.dropNote.ts', 'null'),
      'Mutation.endSessions': inline(
        'Mutation.endSessions.ts',
        `export function request(ctx) {
           extensions.invalidateSubscriptions({ subscriptionField: 'onSession', payload: { user: ctx.args.user } });
           return { payload: null };
         }
         export function response() { return null; }`,
      ),
      'Subscription.onImportant': filtering(
        'Subscription.onImportant.ts',
        `{ or: [{ priority: { ge: ctx.args.least } }, { author: { country: { eq: 'FR' } } }] }`,
      ),
      'Subscription.onSession': filtering(
        'Subscription.onSession.ts',
        '{ user: { eq: ctx.args.user } }',
        'setSubscriptionInvalidationFilter',
      ),
      'Subscription.onForbidden': inline(
        'Subscription.onForbidden.ts',
        'export function request() { util.unauthorized(); } export function response() { return null; }',
      ),
    },
  });
});

afterAll(() => served.close());

const put = (input: Record<string, unknown>, selection = 'id text owner priority author { name country }') =>
  graphql(served.url, `mutation ($input: NoteInput!) { putNote(input: $input) { ${selection} } }`, { input });

describe('connecting', () => {
  it.each<Transport>(['query', 'protocol', 'headers'])(
    'takes the authorization header by %s',
    async (transport) => {
      const headers = { host: `localhost:${served.port}`, 'x-api-key': 'da2-test' };
      const client = await RealtimeClient.open(served, headers, transport);
      client.send({ type: 'connection_init' });

      const ack = await client.next('connection_ack');

      expect(ack.payload).toEqual({ connectionTimeoutMs: 300_000 });
      expect(client.socket.protocol).toBe('graphql-ws');
      await client.next('ka');
      client.socket.close();
    },
  );

  it('refuses a wrong key with code 401 and closes', async () => {
    const client = await RealtimeClient.open(served, { host: 'localhost', 'x-api-key': 'wrong' });
    client.send({ type: 'connection_init' });
    const closed = once(client.socket, 'close');

    const refusal = await client.next('connection_error');

    expect(refusal.payload?.errors).toEqual([
      {
        errorType: 'UnauthorizedException',
        message: 'You are not authorized to make this call.',
        errorCode: 401,
      },
    ]);
    await closed;
  });
});

describe('delivery', () => {
  it('gives subscribers what the mutation selected, cut to their selection', async () => {
    const client = await RealtimeClient.ready(served);
    await client.subscribe('all', 'subscription { onPutNote { id text author { name } } }');

    await put({ id: 'a', text: 'one', owner: 'ann' });

    expect(await client.event('all')).toEqual({
      data: { onPutNote: { id: 'a', text: 'one', author: { name: 'ann' } } },
    });
    client.socket.close();
  });

  it('gives null for a nullable field that the mutation did not select, and an error for one that is not', async () => {
    const client = await RealtimeClient.ready(served);
    await client.subscribe('nullable', 'subscription { onPutNote { id owner } }');
    await client.subscribe('required', 'subscription { onPutNote { id text } }');

    await put({ id: 'a', text: 'one', owner: 'ann' }, 'id');

    expect(await client.event('nullable')).toEqual({ data: { onPutNote: { id: 'a', owner: null } } });
    expect(await client.event('required')).toMatchObject({
      data: { onPutNote: null },
      errors: [
        {
          message:
            "Cannot return null for non-nullable type: 'String' within parent 'Note' (/onPutNote/text)",
        },
      ],
    });
    client.socket.close();
  });

  it('gives null for what the mutation selected under an alias', async () => {
    const client = await RealtimeClient.ready(served);
    await client.subscribe('alias', 'subscription { onPutNote { id owner priority } }');

    await put({ id: 'a', text: 'one', owner: 'ann', priority: 3 }, 'id who: owner priority');

    expect(await client.event('alias')).toEqual({
      data: { onPutNote: { id: 'a', owner: null, priority: 3 } },
    });
    client.socket.close();
  });

  it('publishes nothing when the mutation gave null', async () => {
    const client = await RealtimeClient.ready(served);
    await client.subscribe('any', 'subscription { onAny { id } }');

    await graphql(served.url, 'mutation { dropNote(id: "gone") { id } }');
    await put({ id: 'after', text: 'x' });

    expect(await client.event('any')).toEqual({ data: { onAny: { id: 'after' } } });
    client.socket.close();
  });

  it('drops an event over 240 KB with a line in the log, and the mutation still succeeds', async () => {
    const client = await RealtimeClient.ready(served);
    await client.subscribe('big', 'subscription { onAny { id text } }');

    const answer = await put({ id: 'big', text: 'x'.repeat(250_000) });
    await put({ id: 'small', text: 'y' });

    expect(answer.body.errors).toBeUndefined();
    expect(await client.event('big')).toEqual({ data: { onAny: { id: 'small', text: 'y' } } });
    expect(served.logged.some((entry) => entry.message.includes('was dropped'))).toBe(true);
    client.socket.close();
  });
});

describe('filters', () => {
  it('delivers only events whose fields equal the arguments', async () => {
    const client = await RealtimeClient.ready(served);
    await client.subscribe('a', 'subscription { onPutNote(id: "a") { id } }');
    await client.subscribe('nobody', 'subscription { onPutNote(owner: null) { id } }');

    await put({ id: 'b', text: 'x', owner: 'ann' });
    await put({ id: 'a', text: 'x', owner: 'ann' });
    await put({ id: 'c', text: 'x' });

    expect(await client.event('a')).toEqual({ data: { onPutNote: { id: 'a' } } });
    expect(await client.event('nobody')).toEqual({ data: { onPutNote: { id: 'c' } } });
    expect(client.waiting('data')).toEqual([]);
    client.socket.close();
  });

  it('takes an argument whose variable was left out for null, as AppSync does', async () => {
    const client = await RealtimeClient.ready(served);
    await client.subscribe(
      'omitted',
      'subscription ($owner: String) { onPutNote(owner: $owner) { id owner } }',
    );

    await put({ id: 'with', text: 'x', owner: 'ann' });
    await put({ id: 'without', text: 'x' });

    expect(served.logged.some((entry) => entry.message.includes('the variable of owner was left out'))).toBe(
      true,
    );
    expect(await client.event('omitted')).toEqual({ data: { onPutNote: { id: 'without', owner: null } } });
    client.socket.close();
  });

  it('lets enhanced filters decide in place of arguments', async () => {
    const client = await RealtimeClient.ready(served);
    await client.subscribe('important', 'subscription { onImportant(least: 5) { id } }');

    await put({ id: 'low', text: 'x', priority: 1 });
    await put({ id: 'high', text: 'x', priority: 9 });
    await put({ id: 'french', text: 'x', priority: 1, country: 'FR' });

    expect(await client.event('important')).toEqual({ data: { onImportant: { id: 'high' } } });
    expect(await client.event('important')).toEqual({ data: { onImportant: { id: 'french' } } });
    client.socket.close();
  });

  it('ends the subscriptions that an invalidation hits, and no others', async () => {
    const client = await RealtimeClient.ready(served);
    await client.subscribe('ann', 'subscription { onSession(user: "ann") { id } }');
    await client.subscribe('bob', 'subscription { onSession(user: "bob") { id } }');

    await graphql(served.url, 'mutation { endSessions(user: "ann") { id } }');

    await client.next('complete', 'ann');
    expect(client.waiting('complete')).toEqual([]);
    client.socket.close();
  });
});

describe('refusals', () => {
  it('answers a duplicate id with an error and keeps the first subscription', async () => {
    const client = await RealtimeClient.ready(served);
    client.start('one', 'subscription { onAny { id } }');
    client.start('one', 'subscription { onAny { id } }');

    expect((await client.next('error', 'one')).payload?.errors?.[0]?.['errorType']).toBe(
      'DuplicatedOperationError',
    );
    await client.next('start_ack', 'one');
    await put({ id: 'a', text: 'x' });
    expect(await client.event('one')).toEqual({ data: { onAny: { id: 'a' } } });
    client.socket.close();
  });

  it('takes 100 subscriptions that start at once and refuses the next', async () => {
    const client = await RealtimeClient.ready(served);
    for (let n = 0; n <= 100; n += 1) client.start(`s${n}`, 'subscription { onAny { id } }');

    const refusal = await client.next('error', 's100');

    expect(refusal.payload?.errors).toEqual([
      { errorType: 'MaxSubscriptionsReachedError', message: 'Max number of 100 subscriptions reached' },
    ]);
    for (let n = 0; n < 100; n += 1) await client.next('start_ack', `s${n}`);
    client.socket.close();
  });

  it('authorizes each subscription by its own headers', async () => {
    const client = await RealtimeClient.ready(served);
    client.start('bad', 'subscription { onAny { id } }', {}, { host: 'localhost', 'x-api-key': 'wrong' });

    expect((await client.next('error', 'bad')).payload?.errors?.[0]?.['errorType']).toBe(
      'UnauthorizedException',
    );
    client.socket.close();
  });

  it.each([
    [
      'subscription { onForbidden { id } }',
      'Unauthorized',
      /Not Authorized to access onForbidden on type Subscription/,
    ],
    ['subscription { onNothing { id } }', 'BadRequestException', /FieldUndefined/],
    ['subscription { onSession { id } }', 'BadRequestException', /MissingFieldArgument/],
    ['query { ping }', 'UnsupportedOperation', /Only subscriptions/],
    ['subscription {', 'MalformedHttpRequestException', /Unable to parse/],
  ])('refuses %s', async (query, errorType, message) => {
    const client = await RealtimeClient.ready(served);
    client.start('x', query);

    const error = (await client.next('error', 'x')).payload?.errors?.[0];

    expect(error?.['errorType']).toBe(errorType);
    expect(error?.['message']).toMatch(message);
    client.socket.close();
  });

  it('stops a subscription: complete, and no event after', async () => {
    const client = await RealtimeClient.ready(served);
    await client.subscribe('a', 'subscription { onAny { id } }');
    await client.subscribe('b', 'subscription { onAny { id } }');
    client.send({ id: 'a', type: 'stop' });
    await client.next('complete', 'a');

    await put({ id: 'x', text: 'x' });

    await client.next('data', 'b');
    expect(client.waiting('data')).toEqual([]);
    client.socket.close();
  });

  it('ignores messages that come before connection_init', async () => {
    const client = await RealtimeClient.open(served);
    client.start('early', 'subscription { onAny { id } }');
    client.send({ type: 'connection_init' });
    await client.next('connection_ack');
    await client.subscribe('late', 'subscription { onAny { id } }');

    expect(client.waiting('start_ack')).toEqual([]);
    client.socket.close();
  });
});

describe('a connection', () => {
  it('is kept alive once a minute', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const own = await serve({ schema: 'type Query { a: Int }' });
    const client = await RealtimeClient.ready(own);
    await client.next('ka');

    vi.advanceTimersByTime(60_000);

    await client.next('ka');
    client.socket.close();
    await own.close();
    vi.useRealTimers();
  });

  it('is cut when its client does not read, while others go on', async () => {
    const slow = await RealtimeClient.ready(served);
    await slow.subscribe('slow', 'subscription { onAny { id text } }');
    const quick = await RealtimeClient.ready(served);
    await quick.subscribe('quick', 'subscription { onAny { id } }');
    slow.socket.pause();
    const before = served.connections();

    while (served.connections() === before) {
      await put({ id: 'big', text: 'x'.repeat(200_000) }, 'id text');
      await quick.event('quick');
    }

    expect(served.connections()).toBe(before - 1);
    expect(served.logged.some((entry) => entry.message.includes('reads too slowly'))).toBe(true);
    slow.socket.terminate();
    quick.socket.close();
  });

  it('leaves nothing behind when it closes', async () => {
    const own = await serve({ schema: 'type Query { a: Int }' });
    const client = await RealtimeClient.ready(own);
    const closed = once(client.socket, 'close');

    await own.close();

    await closed;
    expect(own.connections()).toBe(0);
  });

  it.each(['{broken', '[]', '"text"'])('is refused for the message %s', async (text) => {
    const client = await RealtimeClient.open(served);
    const closed = once(client.socket, 'close');
    client.socket.send(text);

    expect((await client.next('connection_error')).payload?.errors?.[0]?.['errorCode']).toBe(400);
    await closed;
  });
});
