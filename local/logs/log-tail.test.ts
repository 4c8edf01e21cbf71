import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startLogTail, type LogBatch, type LogTail } from './log-tail';

let directory: string;
let tail: LogTail | undefined;
let file: string;
let offsetFile: string;

beforeEach(async () => {
  directory = await mkdtemp(`${tmpdir()}/trellis-tail-`);
  file = `${directory}/stdout.log`;
  offsetFile = `${directory}/offset`;
  await writeFile(file, '');
});

afterEach(async () => {
  tail?.stop();
  await rm(directory, { recursive: true, force: true });
});

const linesOf = (batches: readonly LogBatch[]): string[] => batches.flatMap(({ lines }) => lines);

test('lines come in order, each once, while the file grows', async () => {
  const batches: LogBatch[] = [];
  tail = startLogTail({
    file,
    offsetFile,
    take: (batch) => Promise.resolve(void batches.push(batch)),
    onError: (error) => expect.fail(String(error)),
  });
  const wanted = Array.from({ length: 2_000 }, (_, index) => `line ${index} ${'ü'.repeat(index % 50)}`);
  for (let index = 0; index < wanted.length; index += 100)
    await appendFile(file, `${wanted.slice(index, index + 100).join('\n')}\n`);
  await tail.finish();
  expect(linesOf(batches)).toEqual(wanted);
});

test('a line is handed on only when it is whole, and at the end as it stands', async () => {
  const batches: LogBatch[] = [];
  let taken: () => void = () => undefined;
  const first = new Promise<void>((resolve) => (taken = resolve));
  tail = startLogTail({
    file,
    offsetFile,
    take: (batch) => {
      batches.push(batch);
      taken();
      return Promise.resolve();
    },
    onError: (error) => expect.fail(String(error)),
  });
  await appendFile(file, 'whole\nhalf');
  await first;
  expect(linesOf(batches)).toEqual(['whole']);
  await tail.finish();
  expect(linesOf(batches)).toEqual(['whole', 'half']);
});

test('a batch that was not taken comes again, and nothing after it overtakes it', async () => {
  const seen: string[][] = [];
  let failures = 2;
  await appendFile(file, 'one\n');
  tail = startLogTail({
    file,
    offsetFile,
    take: async ({ lines }) => {
      seen.push(lines);
      if (failures > 0) {
        failures -= 1;
        await appendFile(file, 'later\n');
        throw new Error('not now');
      }
    },
    onError: () => undefined,
  });
  await tail.finish();
  expect(seen).toEqual([['one'], ['one'], ['one'], ['later', 'later']]);
});

test('a tail that was stopped goes on where the last batch was taken', async () => {
  const first: LogBatch[] = [];
  await appendFile(file, 'one\ntwo\n');
  const before = startLogTail({
    file,
    offsetFile,
    take: (batch) => Promise.resolve(void first.push(batch)),
    onError: (error) => expect.fail(String(error)),
  });
  await before.finish();
  await appendFile(file, 'three\n');
  const second: LogBatch[] = [];
  tail = startLogTail({
    file,
    offsetFile,
    take: (batch) => Promise.resolve(void second.push(batch)),
    onError: (error) => expect.fail(String(error)),
  });
  await tail.finish();
  expect(linesOf(first)).toEqual(['one', 'two']);
  expect(second).toEqual([{ offset: 8, lines: ['three'] }]);
  expect(Number(await readFile(offsetFile, 'utf8'))).toBe(14);
});

test('while a batch is on its way, what comes next waits and goes in one', async () => {
  const batches: LogBatch[] = [];
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  let started: () => void = () => undefined;
  const first = new Promise<void>((resolve) => (started = resolve));
  tail = startLogTail({
    file,
    offsetFile,
    take: async (batch) => {
      batches.push(batch);
      started();
      await held;
    },
    onError: (error) => expect.fail(String(error)),
  });
  await appendFile(file, 'one\n');
  await first;
  for (const line of ['two', 'three', 'four']) await appendFile(file, `${line}\n`);
  release();
  await tail.finish();
  expect(batches.map(({ lines }) => lines)).toEqual([['one'], ['two', 'three', 'four']]);
});
