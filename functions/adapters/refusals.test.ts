import { describe, expect, test, vi } from 'vitest';
import { RefusalCounter, WRITE_INTERVAL_MS, type AddRefusals } from './refusals';

type Added = [day: string, code: string, count: number];

const counterAt = (start: string) => {
  const state = { now: Date.parse(start), added: [] as Added[], broken: false };
  const add: AddRefusals = (...one) => {
    if (state.broken) return Promise.reject(new Error('no table'));
    state.added.push(one);
    return Promise.resolve();
  };
  return { state, counter: new RefusalCounter(add, () => state.now) };
};

describe('the count of refusals', () => {
  test('writes the first at once and a flood as one more write every ten seconds', async () => {
    const { state, counter } = counterAt('2026-03-01T12:00:00Z');
    for (let ms = 0; ms < 25_000; ms += 1) {
      state.now += 1;
      await counter.count('webhook.bad_signature');
    }
    expect(state.added).toEqual([
      ['2026-03-01', 'webhook.bad_signature', 1],
      ['2026-03-01', 'webhook.bad_signature', 10_000],
      ['2026-03-01', 'webhook.bad_signature', 10_000],
    ]);
  });

  test('counts each code and each day on its own', async () => {
    const { state, counter } = counterAt('2026-03-01T23:59:59Z');
    await counter.count('webhook.bad_signature');
    await counter.count('push.duplicate');
    state.now += WRITE_INTERVAL_MS;
    await counter.count('push.duplicate');
    expect(state.added).toEqual([
      ['2026-03-01', 'webhook.bad_signature', 1],
      ['2026-03-01', 'push.duplicate', 1],
      ['2026-03-02', 'push.duplicate', 1],
    ]);
  });

  test('writes the last of a flood although nothing follows it', async () => {
    vi.useFakeTimers();
    const added: Added[] = [];
    const counter = new RefusalCounter((...one) => Promise.resolve(void added.push(one)));
    for (let index = 0; index < 5; index += 1) await counter.count('push.duplicate');
    await vi.advanceTimersByTimeAsync(WRITE_INTERVAL_MS);
    vi.useRealTimers();
    expect(added.map(([, , count]) => count)).toEqual([1, 4]);
  });

  test('never fails its caller, and loses nothing when the table does', async () => {
    const said = vi.spyOn(console, 'error').mockReturnValue();
    const { state, counter } = counterAt('2026-03-01T12:00:00Z');
    state.broken = true;
    await counter.count('push.duplicate');
    state.broken = false;
    state.now += WRITE_INTERVAL_MS;
    await counter.count('push.duplicate');
    expect(state.added).toEqual([['2026-03-01', 'push.duplicate', 2]]);
    expect(said).toHaveBeenCalledOnce();
    said.mockRestore();
  });
});
