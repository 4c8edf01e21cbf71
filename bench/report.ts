/** The table that the benchmark prints. */
import { cpus, totalmem } from 'node:os';

/** One measured quantity. */
export interface Row {
  what: string;
  value: number;
  unit: string;
  /** What is aimed at, in the same unit; left out where there is no aim. */
  aim?: { is: 'at most' | 'at least'; value: number };
}

const format = (value: number): string =>
  Number.isNaN(value)
    ? 'not measured'
    : value.toLocaleString('en', { maximumFractionDigits: Math.abs(value) < 10 ? 1 : 0 });

const isReached = ({ value, aim }: Row): boolean | undefined => {
  if (aim === undefined || Number.isNaN(value)) return undefined;
  return aim.is === 'at most' ? value <= aim.value : value >= aim.value;
};

const cells = (row: Row): string[] => {
  const { what, value, unit, aim } = row;
  const reached = isReached(row);
  return [
    what,
    Number.isNaN(value) ? format(value) : `${format(value)} ${unit}`,
    aim === undefined ? '' : `${aim.is} ${format(aim.value)} ${unit}`,
    reached === undefined ? '' : reached ? 'yes' : 'NO',
  ];
};

/** The rows as aligned text. */
export const table = (rows: readonly Row[]): string => {
  const lines = [['measured', 'value', 'aim', 'reached'], ...rows.map(cells)];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('   ')
        .trimEnd(),
    )
    .join('\n');
};

/** What it was measured on. */
export const machine = (): string => {
  const { length } = cpus();
  const memory = Math.round(totalmem() / 1024 ** 3);
  return `${length} cores (${cpus()[0]?.model ?? 'unknown'}), ${memory} GB memory, ${process.platform}, Node ${process.versions.node}`;
};
