/** Two systems side by side. */
import type { Quantity } from './measures';

const number = (value: number): string =>
  value.toLocaleString('en', { maximumFractionDigits: Math.abs(value) < 10 ? 1 : 0 });

const cell = ({ value, unit }: Quantity): string =>
  Number.isNaN(value) ? 'not measured' : `${number(value)} ${unit}`.trimEnd();

const ratio = (ours: Quantity, theirs: Quantity): string => {
  const value = ours.value / theirs.value;
  return Number.isFinite(value) ? value.toLocaleString('en', { maximumSignificantDigits: 2 }) : '';
};

/** The quantities of both as aligned text; the ratio is Trellis' value divided by Buildbot's. */
export const comparison = (trellis: readonly Quantity[], buildbot: readonly Quantity[]): string => {
  const rows = trellis.map((ours, index): string[] => {
    const theirs = buildbot[index];
    if (theirs?.what !== ours.what) throw new Error(`${ours.what} was not measured of both`);
    return [ours.what, cell(ours), cell(theirs), ratio(ours, theirs)];
  });
  const lines = [['measured', 'Trellis', 'Buildbot', 'Trellis / Buildbot'], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((text, column) =>
          column === 0 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0),
        )
        .join('   ')
        .trimEnd(),
    )
    .join('\n');
};
