import { expect, test, vi } from 'vitest';
import type { Callback, Change } from './dynalite';
import { createWriteQueue } from './write-queue';

const put = (key: string): Change => ({ type: 'put', key, value: key });

/** A queue whose writes end when they are told to. */
const setUp = () => {
  const writes: { keys: string[]; end: Callback<void> }[] = [];
  const onFailure = vi.fn();
  const queue = createWriteQueue((changes, end) => {
    writes.push({ keys: changes.map(({ key }) => key), end });
  }, onFailure);
  const write = (...keys: string[]) =>
    new Promise<void>((resolve, reject) =>
      queue.write(keys.map(put), (error) => (error ? reject(error) : resolve())),
    );
  return { writes, write, onFailure };
};

test('a write is alone on its way; what comes meanwhile goes together in the next', async () => {
  const { writes, write } = setUp();
  const first = write('a', 'a2');
  await Promise.resolve();
  const rest = Promise.all([write('b', 'b2'), write('c')]);
  expect(writes.map(({ keys }) => keys)).toEqual([['a', 'a2']]);
  writes[0]?.end();
  await first;
  expect(writes.map(({ keys }) => keys)).toEqual([
    ['a', 'a2'],
    ['b', 'b2', 'c'],
  ]);
  writes[1]?.end();
  await rest;
});

test('what is asked for in the same turn goes together', async () => {
  const { writes, write } = setUp();
  const all = Promise.all([write('a'), write('b')]);
  await Promise.resolve();
  expect(writes.map(({ keys }) => keys)).toEqual([['a', 'b']]);
  writes[0]?.end();
  await all;
});

test('nothing is written after a write that failed, and everyone hears of it', async () => {
  const { writes, write, onFailure } = setUp();
  const full = new Error('no space left on device');
  const refused = [expect(write('a')).rejects.toThrow(full)];
  await Promise.resolve();
  refused.push(expect(write('b')).rejects.toThrow(full));
  writes[0]?.end(full);
  await Promise.all(refused);
  await expect(write('c')).rejects.toThrow(full);
  expect(writes.map(({ keys }) => keys)).toEqual([['a']]);
  expect(onFailure.mock.calls).toEqual([[full]]);
});
