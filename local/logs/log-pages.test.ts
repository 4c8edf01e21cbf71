import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readLogPage } from './log-pages';

const all = Array.from({ length: 40 }, (_, index) => `${'é'.repeat(index % 7)} line ${index}`);
let directory: string;
let file: string;

beforeEach(async () => {
  directory = await mkdtemp(`${tmpdir()}/trellis-pages-`);
  file = `${directory}/output`;
  await writeFile(file, `${all.join('\n')}\nnot whole`);
});
afterEach(() => rm(directory, { recursive: true }));

test.each([
  [7, 100_000],
  [1_000, 60],
  [3, 60],
])('read backward, %i lines and %i bytes at once, every whole line comes once', async (lines, bytes) => {
  const seen: string[] = [];
  let before: number | undefined;
  for (;;) {
    const page = await readLogPage(file, { before, lines, bytes });
    seen.unshift(...page.lines);
    if (page.from === before) break;
    before = page.from;
  }
  expect(seen).toEqual(all);
});

test.each([
  [7, 100_000],
  [1_000, 60],
])('read forward, %i lines and %i bytes at once, every whole line comes once', async (lines, bytes) => {
  const seen: string[] = [];
  for (let after = 0; ;) {
    const page = await readLogPage(file, { after, lines, bytes });
    seen.push(...page.lines);
    if (page.to === after) break;
    after = page.to;
  }
  expect(seen).toEqual(all);
});

test('an offset beyond the end finds nothing', async () => {
  const page = await readLogPage(file, { after: 1_000_000, lines: 5, bytes: 100 });
  expect(page.lines).toEqual([]);
});
