import { describe, expect, it, vi } from 'vitest';
import { AppSyncSocket, type SubscriptionListener } from './appsync-socket';
import { FakeClock, settle } from './testing/fake-clock';
import { fakeSockets } from './testing/fake-socket';

const endpoint = 'http://127.0.0.1:4010/graphql';
const query = 'subscription { onLogs { deploymentId } }';
const silence = 300_000;
const hours = 3_600_000;
/** How often a connection is looked at. */
const watch = 5_000;

const setUp = () => {
  const clock = new FakeClock();
  const sockets = fakeSockets();
  const authorization = vi.fn(() => Promise.resolve({ Authorization: 'token' }));
  const socket = new AppSyncSocket({ endpoint, authorization, WebSocket: sockets.WebSocket, clock });
  return { clock, sockets, authorization, socket };
};

const spy = () => ({
  event: vi.fn<SubscriptionListener['event']>(),
  confirmed: vi.fn<SubscriptionListener['confirmed']>(),
  cut: vi.fn<SubscriptionListener['cut']>(),
  ended: vi.fn<SubscriptionListener['ended']>(),
});

/** One subscription that the service has taken. */
const subscribed = async () => {
  const setting = setUp();
  const listener = spy();
  const stop = setting.socket.subscribe({ query, variables: { id: 'dep_1' } }, listener);
  await settle();
  const first = setting.sockets.last();
  first.accept(silence);
  await settle();
  first.confirm();
  return { ...setting, listener, stop, first };
};

describe('a subscription', () => {
  it('says who it is at the connection and at its start, and hears of its confirmation and its events', async () => {
    const { first, listener } = await subscribed();
    expect(first.url).toBe('ws://127.0.0.1:4010/graphql/realtime');
    expect(first.protocols[0]).toBe('graphql-ws');
    expect(first.authorization).toEqual({ host: '127.0.0.1:4010', Authorization: 'token' });
    const [init, start] = first.sent;
    expect(init).toEqual({ type: 'connection_init' });
    expect(JSON.parse(start?.payload?.data ?? '')).toEqual({ query, variables: { id: 'dep_1' } });
    expect(start?.payload?.extensions.authorization).toEqual({
      host: '127.0.0.1:4010',
      Authorization: 'token',
    });
    expect(listener.confirmed).toHaveBeenCalledTimes(1);
    first.say({ id: start?.id, type: 'data', payload: { data: { onLogs: 1 } } });
    expect(listener.event).toHaveBeenCalledExactlyOnceWith({ data: { onLogs: 1 } });
  });

  it('shares one connection with others, which closes when the last one stops', async () => {
    const { socket, sockets, first, stop } = await subscribed();
    const other = spy();
    const stopOther = socket.subscribe({ query }, other);
    await settle();
    expect(sockets.all).toHaveLength(1);
    stop();
    expect(first.sent.at(-1)).toEqual({ id: '1', type: 'stop' });
    first.say({ id: '2', type: 'data', payload: {} });
    expect(other.event).toHaveBeenCalledTimes(1);
    expect(first.isClosed).toBe(false);
    stopOther();
    expect(first.isClosed).toBe(true);
  });

  it('hears nothing more once it is stopped', async () => {
    const { first, listener, stop, clock } = await subscribed();
    stop();
    first.say({ id: '1', type: 'data', payload: {} });
    first.fire('close');
    expect(listener.event).not.toHaveBeenCalled();
    expect(listener.cut).not.toHaveBeenCalled();
    expect(clock.waiting).toBe(0);
  });

  it('takes no harm from what is no message', async () => {
    const { first, listener } = await subscribed();
    for (const rubbish of ['{', '[]', 'null', '{"type":1}', '{"type":"data"}', '{"type":"data","id":"9"}'])
      first.say(rubbish);
    expect(listener.event).not.toHaveBeenCalled();
    expect(first.isClosed).toBe(false);
  });
});

describe('a lost connection', () => {
  it('is replaced, with a fresh token, and every subscription starts again on the new one', async () => {
    const { first, listener, clock, sockets, authorization } = await subscribed();
    authorization.mockResolvedValue({ Authorization: 'renewed' });
    first.fire('close');
    expect(listener.cut).toHaveBeenCalledTimes(1);
    expect(listener.ended).not.toHaveBeenCalled();
    await clock.advance(200);
    expect(sockets.all).toHaveLength(2);
    expect(sockets.last().authorization).toMatchObject({ Authorization: 'renewed' });
    sockets.last().accept(silence);
    await settle();
    sockets.last().confirm();
    expect(listener.confirmed).toHaveBeenCalledTimes(2);
    expect(sockets.last().starts[0]?.payload?.extensions.authorization).toMatchObject({
      Authorization: 'renewed',
    });
  });

  it('is told once, however many tries to replace it fail', async () => {
    const { first, listener, clock, sockets } = await subscribed();
    first.fire('close');
    for (let turn = 0; turn < 3; turn += 1) {
      await clock.advance(clock.next ?? 0);
      sockets.last().fire('error');
    }
    expect(listener.cut).toHaveBeenCalledTimes(1);
  });

  it('is tried again after waits that grow to five seconds, at different times by different clients', async () => {
    const waitsOf = async (chance: number): Promise<number[]> => {
      const { first, clock, sockets } = await subscribed();
      clock.chance = chance;
      const waits: number[] = [];
      first.fire('close');
      for (let turn = 0; turn < 8; turn += 1) {
        waits.push(clock.next ?? NaN);
        await clock.advance(clock.next ?? 0);
        sockets.last().fire('error');
      }
      return waits;
    };
    expect(await waitsOf(0)).toEqual([200, 400, 800, 1_600, 3_200, 5_000, 5_000, 5_000]);
    expect(await waitsOf(0.5)).toEqual([150, 300, 600, 1_200, 2_400, 3_750, 3_750, 3_750]);
  });

  it('is tried again quickly once the service has taken a subscription, and not by a connection alone', async () => {
    const { first, clock, sockets } = await subscribed();
    first.fire('close');
    for (const wait of [150, 300, 600]) {
      expect(clock.next).toBe(wait);
      await clock.advance(wait);
      sockets.last().accept(silence);
      sockets.last().fire('close');
    }
    await clock.advance(clock.next ?? 0);
    sockets.last().accept(silence);
    await settle();
    sockets.last().confirm();
    sockets.last().fire('close');
    expect(clock.next).toBe(150);
  });

  it('is found when the service is silent for as long as it said, and not while it sends keep-alives', async () => {
    const { first, listener, clock } = await subscribed();
    for (let minute = 0; minute < 60; minute += 1) {
      await clock.advance(60_000);
      first.say({ type: 'ka' });
    }
    expect(listener.cut).not.toHaveBeenCalled();
    await clock.advance(silence - 1);
    expect(listener.cut).not.toHaveBeenCalled();
    await clock.advance(1);
    expect(listener.cut).toHaveBeenCalledTimes(1);
    expect(first.isClosed).toBe(true);
  });

  it('is found within seconds after a machine has slept for two hours', async () => {
    const { listener, clock, sockets } = await subscribed();
    clock.sleep(2 * hours);
    await clock.advance(watch);
    expect(listener.cut).toHaveBeenCalledTimes(1);
    await clock.advance(200);
    expect(sockets.all).toHaveLength(2);
  });

  it('is not found in a clock that is set back by an hour', async () => {
    const { listener, clock, first } = await subscribed();
    clock.sleep(-hours);
    await clock.advance(60_000);
    first.say({ type: 'ka' });
    await clock.advance(silence - 1);
    expect(listener.cut).not.toHaveBeenCalled();
  });

  it('is found in time although a clock was set back by an hour', async () => {
    const { listener, clock } = await subscribed();
    clock.sleep(-hours);
    await clock.advance(silence + watch);
    expect(listener.cut).toHaveBeenCalledTimes(1);
  });

  it('says nothing that came late', async () => {
    const { first, listener } = await subscribed();
    first.fire('close');
    first.say({ id: '1', type: 'data', payload: {} });
    first.fire('error');
    expect(listener.event).not.toHaveBeenCalled();
    expect(listener.cut).toHaveBeenCalledTimes(1);
  });
});

describe('a service that does not answer', () => {
  it('at the connection is given up after fifteen seconds', async () => {
    const { socket, sockets, clock } = setUp();
    socket.subscribe({ query }, spy());
    await clock.advance(14_999);
    expect(sockets.last().isClosed).toBe(false);
    await clock.advance(1);
    expect(sockets.last().isClosed).toBe(true);
    await clock.advance(200);
    expect(sockets.all).toHaveLength(2);
  });

  it('at the start of a subscription is given up after fifteen seconds', async () => {
    const { socket, sockets, clock } = setUp();
    socket.subscribe({ query }, spy());
    await settle();
    sockets.last().accept(silence);
    await clock.advance(15_000);
    expect(sockets.all[0]?.isClosed).toBe(true);
  });

  it('does not matter when the token cannot be had for a while', async () => {
    const { socket, sockets, clock, authorization } = setUp();
    authorization.mockRejectedValueOnce(new Error('offline'));
    socket.subscribe({ query }, spy());
    await settle();
    expect(sockets.all).toHaveLength(0);
    await clock.advance(200);
    expect(sockets.all).toHaveLength(1);
  });
});

describe('a refusal', () => {
  const notAllowed = [{ errorType: 'auth.forbidden', message: 'owner may not read.' }];

  it('of one subscription ends that one only, with the reasons', async () => {
    const { socket, first, listener } = await subscribed();
    const other = spy();
    socket.subscribe({ query }, other);
    await settle();
    first.say({ id: '2', type: 'error', payload: { errors: notAllowed } });
    expect(other.ended).toHaveBeenCalledExactlyOnceWith(notAllowed);
    expect(listener.ended).not.toHaveBeenCalled();
    expect(first.isClosed).toBe(false);
  });

  it('that may pass is tried again on the same connection, a few times', async () => {
    const { first, socket, clock, sockets } = await subscribed();
    const other = spy();
    socket.subscribe({ query }, other);
    await settle();
    const passing = { errors: [{ errorType: 'UnauthorizedException' }] };
    for (let turn = 1; turn < 4; turn += 1) {
      first.say({ id: '2', type: 'error', payload: passing });
      expect(other.ended).not.toHaveBeenCalled();
      await clock.advance(5_000);
      first.say({ type: 'ka' });
    }
    expect(first.starts.filter(({ id }) => id === '2')).toHaveLength(4);
    first.say({ id: '2', type: 'error', payload: passing });
    expect(other.ended).toHaveBeenCalledTimes(1);
    expect(sockets.all).toHaveLength(1);
  });

  it('of the connection for a token is tried again with a new one, and is the end after the fourth', async () => {
    const { socket, sockets, clock, authorization } = setUp();
    const listener = spy();
    socket.subscribe({ query }, listener);
    const refusal = [{ errorType: 'UnauthorizedException', message: 'No.', errorCode: 401 }];
    for (let turn = 1; turn <= 4; turn += 1) {
      await clock.advance(5_000);
      expect(listener.ended).not.toHaveBeenCalled();
      sockets.last().say({ type: 'connection_error', payload: { errors: refusal } });
    }
    expect(listener.ended).toHaveBeenCalledExactlyOnceWith(refusal);
    expect(authorization).toHaveBeenCalledTimes(4);
    expect(clock.waiting).toBe(0);
  });

  it('of the connection is counted anew once one was taken', async () => {
    const { first, listener, clock, sockets } = await subscribed();
    const refusal = [{ errorType: 'UnauthorizedException', errorCode: 401 }];
    first.fire('close');
    for (const accepted of [false, false, false, true, false, false, false]) {
      await clock.advance(5_000);
      if (accepted) sockets.last().accept(silence);
      else sockets.last().say({ type: 'connection_error', payload: { errors: refusal } });
      sockets.last().fire('close');
    }
    expect(listener.ended).not.toHaveBeenCalled();
  });

  it.each([400, 403])('of the connection with code %d is the end at once', async (errorCode) => {
    const { socket, sockets, clock } = setUp();
    const listener = spy();
    socket.subscribe({ query }, listener);
    await settle();
    sockets.last().say({ type: 'connection_error', payload: { errors: [{ errorCode }] } });
    expect(listener.ended).toHaveBeenCalledExactlyOnceWith([{ errorCode }]);
    expect(clock.waiting).toBe(0);
  });

  it('is told apart from an end by the service, which has no reasons', async () => {
    const { first, listener } = await subscribed();
    first.say({ id: '1', type: 'complete' });
    expect(listener.ended).toHaveBeenCalledExactlyOnceWith([]);
  });
});
