import fc from 'fast-check';
import { expect, test } from 'vitest';
import { endOf, missingFrom, overlaps, rangeOf, withoutRange, withRange } from './log-ranges';
import type { LineRange } from './records';

const range = fc.tuple(fc.nat(40), fc.nat(8)).map(([from, more]): LineRange => ({ from, to: from + more }));
const ranges = fc.array(range, { maxLength: 12 });

const linesOf = (list: readonly LineRange[]): number[] =>
  list.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, index) => from + index));
const sorted = (lines: Iterable<number>): number[] => [...lines].sort((one, other) => one - other);

test('a chunk has the lines from its first number on', () => {
  expect(rangeOf({ firstSeq: 7, count: 3 })).toEqual({ from: 7, to: 9 });
});

test('stretches that touch become one, whatever their order', () => {
  fc.assert(
    fc.property(ranges, (added) => {
      const list = added.reduce<LineRange[]>(withRange, []);
      expect(linesOf(list)).toEqual(sorted(new Set(linesOf(added))));
      for (const [index, { from }] of list.entries())
        if (index > 0) expect(from).toBeGreaterThan((list[index - 1]?.to ?? 0) + 1);
    }),
  );
});

test('what is missing and what is stored make the whole log, and share no line', () => {
  fc.assert(
    fc.property(ranges, fc.nat(60), (added, lines) => {
      const stored = added.reduce<LineRange[]>(withRange, []);
      const missing = missingFrom(stored, lines);
      const inside = linesOf(stored).filter((line) => line < lines);
      expect(sorted([...inside, ...linesOf(missing)])).toEqual(
        Array.from({ length: lines }, (_, line) => line),
      );
    }),
  );
});

test('a stretch is taken out of the list, and nothing else', () => {
  fc.assert(
    fc.property(ranges, range, (added, out) => {
      const list = added.reduce<LineRange[]>(withRange, []);
      const rest = withoutRange(list, out);
      expect(linesOf(rest)).toEqual(linesOf(list).filter((line) => line < out.from || line > out.to));
      expect(overlaps(rest, out)).toBe(false);
      expect(overlaps(list, out)).toBe(linesOf(list).length > linesOf(rest).length);
    }),
  );
});

test('the end is one more than the highest line', () => {
  expect(endOf([])).toBe(0);
  expect(
    endOf([
      { from: 0, to: 3 },
      { from: 8, to: 9 },
    ]),
  ).toBe(10);
});
