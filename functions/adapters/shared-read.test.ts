import { expect, test } from 'vitest';
import { SharedReads } from './shared-read';

/** A read that ends when the test says so. */
const reader = () => {
  const ends: ((value: string) => void)[] = [];
  return { ends, run: () => new Promise<string>((resolve) => ends.push(resolve)) };
};

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('who asks while a read runs gets the next one, together with all who wait', async () => {
  const reads = new SharedReads<string>();
  const { ends, run } = reader();
  const first = reads.read('key', run);
  const others = [reads.read('key', run), reads.read('key', run)];
  expect(ends).toHaveLength(1);
  ends[0]?.('old');
  await settled();
  expect(ends).toHaveLength(2);
  const late = reads.read('key', run);
  ends[1]?.('new');
  await settled();
  ends[2]?.('newest');
  expect([await first, ...(await Promise.all(others)), await late]).toEqual(['old', 'new', 'new', 'newest']);
  expect(ends).toHaveLength(3);
});

test('reads of different keys do not wait for each other, and a failed one holds up nobody', async () => {
  const reads = new SharedReads<string>();
  const failing = reads.read('a', () => Promise.reject(new Error('no')));
  const next = reads.read('a', () => Promise.resolve('yes'));
  expect(await reads.read('b', () => Promise.resolve('other'))).toBe('other');
  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('yes');
});
