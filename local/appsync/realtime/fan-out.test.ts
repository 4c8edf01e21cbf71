import { Duplex } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FanOut } from './fan-out';
import { frameStart, Outbox } from './outbox';

const start = Buffer.from('<');
const event = (name: string): Buffer => Buffer.from(`${name}>`);

/** A client whose stream keeps each write apart, and takes as long as it is told to. */
const client = (onWrite: () => unknown = () => undefined) => {
  const writes: string[] = [];
  let isOpen = true;
  const stream = new Duplex({
    read: () => undefined,
    writev(parts, done) {
      onWrite();
      // Without the two bytes of the header of a short frame.
      writes.push(
        parts.map(({ chunk }) => (chunk as Buffer).toString('latin1').replace(/^\x81./, '')).join(''),
      );
      done();
    },
  });
  return { outbox: new Outbox(stream, () => isOpen), writes, close: () => (isOpen = false) };
};

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setImmediate', 'clearImmediate'] });
});

afterEach(() => {
  vi.useRealTimers();
});

describe('the header of a frame', () => {
  it.each([
    [0, [0x81, 3]],
    [122, [0x81, 125]],
    [123, [0x81, 126, 0, 126]],
    [65_532, [0x81, 126, 0xff, 0xff]],
    [65_533, [0x81, 127, 0, 0, 0, 0, 0, 1, 0, 0]],
  ])('is the shortest for a message of three bytes and %d more', (rest, header) => {
    expect([...frameStart(Buffer.from('abc'), rest)]).toEqual([...header, ...Buffer.from('abc')]);
  });
});

describe('events for many clients', () => {
  it('go out right after the work at hand, in order, and in one write for each client', () => {
    const fanOut = new FanOut(() => 0);
    const [one, other] = [client(), client()];
    for (const name of ['a', 'b', 'c']) {
      fanOut.send(one.outbox, start, event(name));
      fanOut.send(other.outbox, start, event(name));
    }
    expect(one.writes).toEqual([]);
    vi.advanceTimersToNextTimer();
    expect(one.writes).toEqual(['<a><b><c>']);
    expect(other.writes).toEqual(['<a><b><c>']);
  });

  it('let everything else have its turn every few milliseconds', () => {
    let now = 0;
    const fanOut = new FanOut(() => now);
    const clients = Array.from({ length: 10 }, () => client(() => (now += 1)));
    const served = (): number => clients.filter(({ writes }) => writes.length > 0).length;
    for (const { outbox } of clients) fanOut.send(outbox, start, event('a'));
    vi.advanceTimersToNextTimer();
    expect(served()).toBeGreaterThan(0);
    expect(served()).toBeLessThan(5);
    vi.runAllTimers();
    expect(served()).toBe(10);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('are written by who publishes them when too many wait, so that they cannot pile up', () => {
    const fanOut = new FanOut();
    const { outbox, writes } = client();
    for (let n = 0; n < 4_000; n += 1) fanOut.send(outbox, start, event('x'));
    expect(writes).toEqual([]);
    fanOut.send(outbox, start, event('y'));
    expect(writes.join('')).toHaveLength(4_001 * 3);
    expect(outbox.unread).toBe(0);
  });

  it('are sent before something else is sent to the same client', () => {
    const fanOut = new FanOut();
    const { outbox, writes } = client();
    fanOut.send(outbox, start, event('a'));
    fanOut.flush(outbox);
    expect(writes).toEqual(['<a>']);
    vi.runAllTimers();
    expect(writes).toEqual(['<a>']);
  });

  it('are not sent to a client that is gone', () => {
    const fanOut = new FanOut();
    const { outbox, writes, close } = client();
    fanOut.send(outbox, start, event('a'));
    close();
    vi.runAllTimers();
    expect(writes).toEqual([]);
    expect(outbox.unread).toBe(0);
  });

  it('count as unread until the client has taken them', () => {
    const fanOut = new FanOut();
    const stuck = new Duplex({ read: () => undefined, write: () => undefined });
    const outbox = new Outbox(stuck, () => true);
    fanOut.send(outbox, start, event('a'));
    expect(outbox.unread).toBe(5);
    fanOut.flush(outbox);
    expect(outbox.unread).toBe(5);
  });
});
