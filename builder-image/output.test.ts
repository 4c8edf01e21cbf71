import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { mountSmallDisk, type SmallDisk } from '../local/testing/small-disk';
import { createOutput } from './output';

let disk: SmallDisk | undefined;
let fd: number | undefined;

beforeEach((context) => {
  const mounted = mountSmallDisk(4);
  if (typeof mounted === 'string') return context.skip(mounted);
  disk = mounted;
});

afterEach(() => {
  if (fd !== undefined) closeSync(fd);
  disk?.remove();
  [disk, fd] = [undefined, undefined];
});

test('what a full disk did not take is written when there is space again, in order and once', async () => {
  const file = `${disk?.directory}/output`;
  fd = openSync(file, 'a');
  const output = createOutput(fd);
  const lines = Array.from({ length: 400 }, (_, index) => `${index} ${'x'.repeat(1_000)}`);
  output.write(lines[0] ?? '');
  await output.flush();
  disk?.fill();
  for (const line of lines.slice(1)) output.write(line);
  const flushed = vi.fn();
  const done = output.flush().then(flushed);
  // A later write to the same disk fails as well: by then the queue's own has.
  await vi.waitFor(() => expect(() => writeFileSync(`${disk?.directory}/more`, '1')).toThrow(/ENOSPC/));
  expect(flushed).not.toHaveBeenCalled();
  disk?.free();
  await done;
  expect(readFileSync(file, 'utf8')).toBe(`${lines.join('\n')}\n`);
});
