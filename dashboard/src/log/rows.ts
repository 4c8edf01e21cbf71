/** What the log shows, row by row: heads of steps, lines of open steps, gaps. Pure, so that both ways of drawing agree. */
import type { Gap, LogLine, LogSection } from '../../../core/log-merge';
import type { StepName } from '../../../core/records';

/** A stretch of rows of one kind. */
export type Segment =
  | { kind: 'head'; step: StepName; lines: number; open: boolean }
  | { kind: 'lines'; section: LogSection; from: number; to: number }
  | { kind: 'gap'; gap: Gap };

/** The first index of a section whose line is not before `seq`. */
const indexOfSeq = (lines: readonly LogLine[], seq: number): number => {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle]?.seq ?? Infinity) < seq) low = middle + 1;
    else high = middle;
  }
  return low;
};

const linesWithGaps = (section: LogSection, gaps: readonly Gap[]): Segment[] => {
  const segments: Segment[] = [];
  let from = 0;
  for (const gap of gaps) {
    const to = indexOfSeq(section.lines, gap.from);
    if (to > from) segments.push({ kind: 'lines', section, from, to });
    segments.push({ kind: 'gap', gap });
    from = to;
  }
  if (from < section.lines.length) segments.push({ kind: 'lines', section, from, to: section.lines.length });
  return segments;
};

/** All rows, in order. A gap stands in the step that goes on after it, or at the very end. */
export const segmentsOf = (
  sections: readonly LogSection[],
  gaps: readonly Gap[],
  isOpen: (step: StepName) => boolean,
): Segment[] => {
  const segments: Segment[] = [];
  let left = gaps;
  sections.forEach((section, index) => {
    const end = sections[index + 1]?.lines[0]?.seq ?? Infinity;
    const last = section.lines.at(-1);
    const until = Math.min(end, last ? last.seq : 0);
    const own = left.filter((gap) => gap.from < until);
    left = left.slice(own.length);
    const open = isOpen(section.step);
    segments.push({ kind: 'head', step: section.step, lines: section.lines.length, open });
    if (open) segments.push(...linesWithGaps(section, own));
    else for (const gap of own) segments.push({ kind: 'gap', gap });
  });
  for (const gap of left) segments.push({ kind: 'gap', gap });
  return segments;
};

const sizeOf = (segment: Segment): number => (segment.kind === 'lines' ? segment.to - segment.from : 1);

/** How many lines would be drawn. */
export const visibleLines = (segments: readonly Segment[]): number =>
  segments.reduce((sum, segment) => sum + (segment.kind === 'lines' ? sizeOf(segment) : 0), 0);

/** One row of a long log. */
export type Row =
  Exclude<Segment, { kind: 'lines' }> | { kind: 'line'; section: LogSection; index: number; line: LogLine };

/** Rows by number, without making a list of them. */
export const rowsOf = (segments: readonly Segment[]) => {
  const starts: number[] = [];
  let count = 0;
  for (const segment of segments) {
    starts.push(count);
    count += sizeOf(segment);
  }
  const segmentAt = (row: number): number => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= row) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  return {
    count,
    at: (row: number): Row | undefined => {
      const place = segmentAt(row);
      const segment = segments[place];
      if (segment?.kind !== 'lines') return segment;
      const index = segment.from + row - (starts[place] ?? 0);
      const line = segment.section.lines[index];
      return line && { kind: 'line', section: segment.section, index, line };
    },
    /** The row of a line; undefined when its step is closed or it has not come. */
    ofSeq: (seq: number): number | undefined => {
      for (const [place, segment] of segments.entries()) {
        if (segment.kind !== 'lines') continue;
        const index = indexOfSeq(segment.section.lines, seq);
        if (index >= segment.from && index < segment.to) {
          const line = segment.section.lines[index];
          if (line?.seq === seq) return (starts[place] ?? 0) + index - segment.from;
        }
      }
      return undefined;
    },
  };
};
