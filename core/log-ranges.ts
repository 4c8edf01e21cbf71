/**
 * Stretches of a log by their line numbers: which lines are stored, and which are missing. Lists are in order, and their ranges
 * neither touch nor overlap. Resolvers use it, so it stays inside what APPSYNC_JS can run.
 */
import type { LineRange } from './records';

/** The lines of a chunk. */
export const rangeOf = (chunk: { firstSeq: number; count: number }): LineRange => ({
  from: chunk.firstSeq,
  to: chunk.firstSeq + chunk.count - 1,
});

/** True when a line of the range is in the list. */
export const overlaps = (ranges: LineRange[], range: LineRange): boolean =>
  ranges.some((each) => each.from <= range.to && each.to >= range.from);

/** The list with a range added; what touches becomes one. */
export const withRange = (ranges: LineRange[], range: LineRange): LineRange[] => {
  const near = ranges.filter((each) => each.from <= range.to + 1 && each.to >= range.from - 1);
  const from = near.reduce((least, each) => Math.min(least, each.from), range.from);
  const to = near.reduce((most, each) => Math.max(most, each.to), range.to);
  return [
    ...ranges.filter((each) => each.to < range.from - 1),
    { from, to },
    ...ranges.filter((each) => each.from > range.to + 1),
  ];
};

/** The list without the lines of a range. */
export const withoutRange = (ranges: LineRange[], range: LineRange): LineRange[] =>
  ranges.flatMap((each) => {
    if (each.to < range.from || each.from > range.to) return [each];
    const before = { from: each.from, to: range.from - 1 };
    const after = { from: range.to + 1, to: each.to };
    return [before, after].filter(({ from, to }) => from <= to);
  });

/** What a log of so many lines lacks when these are stored. */
export const missingFrom = (stored: LineRange[], lines: number): LineRange[] =>
  stored.reduce(
    (missing, range) => withoutRange(missing, range),
    lines > 0 ? [{ from: 0, to: lines - 1 }] : [],
  );

/** One line more than the highest in the list: how far a log goes. */
export const endOf = (ranges: LineRange[]): number =>
  ranges.reduce((end, { to }) => Math.max(end, to + 1), 0);
