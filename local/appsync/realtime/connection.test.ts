import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { putNote, serveNotes } from '../testing/notes-api';
import { RealtimeClient, type Transport } from '../testing/realtime-client';
import { serve, type Served } from '../testing/serve';

let served: Served;

beforeAll(async () => {
  served = await serveNotes();
});

afterAll(() => served.close());

const put = (input: Record<string, unknown>, selection?: string) => putNote(served, input, selection);

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

  it('is cut when its client does not read, may come back and goes on, and a hundred others miss nothing', async () => {
    const slow = await RealtimeClient.ready(served);
    await slow.subscribe('slow', 'subscription { onAny { id text } }');
    const others = await Promise.all(Array.from({ length: 100 }, () => RealtimeClient.ready(served)));
    await Promise.all(others.map((one) => one.subscribe('s', 'subscription { onAny { id } }')));
    slow.socket.pause();
    const before = served.connections();
    let sent = 0;

    while (served.connections() === before) {
      await put({ id: String(sent), text: 'x'.repeat(200_000) }, 'id text');
      for (const one of others)
        expect(await one.event('s')).toEqual({ data: { onAny: { id: String(sent) } } });
      sent += 1;
    }
    const again = await RealtimeClient.ready(served);
    await again.subscribe('slow', 'subscription { onAny { id text } }');
    await put({ id: 'after', text: 'x' }, 'id text');

    expect(await again.event('slow')).toEqual({ data: { onAny: { id: 'after', text: 'x' } } });
    expect(served.connections()).toBe(before);
    expect(served.logged.some((entry) => entry.message.includes('reads too slowly'))).toBe(true);
    slow.socket.terminate();
    for (const one of [again, ...others]) one.socket.close();
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
