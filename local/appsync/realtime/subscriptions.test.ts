import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { putNote, serveNotes } from '../testing/notes-api';
import { type Message, RealtimeClient } from '../testing/realtime-client';
import { graphql, inline, serve, type Served } from '../testing/serve';

let served: Served;

beforeAll(async () => {
  served = await serveNotes();
});

afterAll(() => served.close());

const put = (input: Record<string, unknown>, selection?: string) => putNote(served, input, selection);

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

  it.each([0, 20, 60, 61, 62, 63, 64, 65, 66, 120, 65_460, 65_480, 65_500, 65_530, 65_540])(
    'carries a text of %d characters as it is, whatever length its frame has',
    async (length) => {
      const client = await RealtimeClient.ready(served);
      await client.subscribe('s', 'subscription { onAny { text } }');
      const text = 'x'.repeat(length);

      await put({ id: 'a', text }, 'text');
      await put({ id: 'b', text: 'next' }, 'text');

      expect(await client.event('s')).toEqual({ data: { onAny: { text } } });
      expect(await client.event('s')).toEqual({ data: { onAny: { text: 'next' } } });
      client.socket.close();
    },
  );

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

  it('ends a subscription after the event that came with its invalidation, not before', async () => {
    const own = await serve({
      schema: `
        type Query { a: Int }
        type Mutation { leave(user: String!): Leave }
        type Leave { user: String! }
        type Subscription { onLeave: Leave @aws_subscribe(mutations: ["leave"]) }`,
      resolvers: {
        'Mutation.leave': inline(
          'Mutation.leave.ts',
          `export function request(ctx) {
             extensions.invalidateSubscriptions({ subscriptionField: 'onLeave', payload: { user: ctx.args.user } });
             return { payload: { user: ctx.args.user } };
           }
           export function response(ctx) { return ctx.result; }`,
        ),
        'Subscription.onLeave': inline(
          'Subscription.onLeave.ts',
          `export function request() { return { payload: null }; }
           export function response() {
             extensions.setSubscriptionInvalidationFilter(util.transform.toSubscriptionFilter({ user: { eq: 'ann' } }));
             return null;
           }`,
        ),
      },
    });
    const client = await RealtimeClient.ready(own);
    await client.subscribe('s', 'subscription { onLeave { user } }');
    const order: unknown[] = [];
    client.socket.on('message', (data: Buffer) => order.push((JSON.parse(data.toString()) as Message).type));

    await graphql(own.url, 'mutation { leave(user: "ann") { user } }');

    await client.next('complete', 's');
    await client.next('data', 's');
    expect(order).toEqual(['data', 'complete']);
    client.socket.close();
    await own.close();
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
