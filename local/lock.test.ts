import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { acquireLock } from './lock';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(`${tmpdir()}/trellis-lock-`);
});
afterEach(() => rm(directory, { recursive: true, force: true }));

test('one holder at a time, and the next after its release', async () => {
  const first = acquireLock(`${directory}/lock`);
  expect(acquireLock(`${directory}/lock`)).toEqual({ held: false, pid: process.pid });
  if (first.held) first.release();
  expect(acquireLock(`${directory}/lock`).held).toBe(true);
  expect(await readdir(directory)).toEqual(['lock']);
});

test.each([
  ['a process that is gone', { pid: 2 ** 22 + 1, started: '1' }],
  ['another process that got the same number', { pid: process.pid, started: 'before' }],
])('the hold of %s counts no more', async (_who, holder) => {
  await writeFile(`${directory}/lock`, JSON.stringify(holder));
  expect(acquireLock(`${directory}/lock`).held).toBe(true);
});

test('a damaged file holds nothing', async () => {
  await writeFile(`${directory}/lock`, '{');
  expect(acquireLock(`${directory}/lock`).held).toBe(true);
});
