/** Addresses of lines: `#L120`, `#L120-L140`. Line numbers are shown from 1; `seq` counts from 0. */

export interface LineRange {
  /** First and last `seq`. */
  from: number;
  to: number;
}

/** Reads the hash of an address. */
export const parseRange = (hash: string): LineRange | undefined => {
  const match = /^#L(\d{1,9})(?:-L(\d{1,9}))?$/.exec(hash);
  if (!match) return undefined;
  const one = Number(match[1]) - 1;
  const other = match[2] === undefined ? one : Number(match[2]) - 1;
  if (one < 0 || other < 0) return undefined;
  return { from: Math.min(one, other), to: Math.max(one, other) };
};

/** The hash of a range. */
export const formatRange = ({ from, to }: LineRange): string =>
  from === to ? `#L${from + 1}` : `#L${from + 1}-L${to + 1}`;

/** The range from what is selected already to a line, as shift and click ask for. */
export const extendRange = (range: LineRange | undefined, seq: number): LineRange =>
  range ? { from: Math.min(range.from, seq), to: Math.max(range.from, seq) } : { from: seq, to: seq };
