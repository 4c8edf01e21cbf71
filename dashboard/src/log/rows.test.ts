import { describe, expect, it } from 'vitest';
import { LogMerge, type ReadChunk } from '../../../core/log-merge';
import type { StepName } from '../../../core/records';
import { rowsOf, segmentsOf, visibleLines } from './rows';

const chunk = (firstSeq: number, count: number, step: StepName): ReadChunk => ({
  firstSeq,
  count,
  step,
  time: 0,
  text: Array.from({ length: count }, (_, index) => `${firstSeq + index}`).join('\n'),
  stderr: [],
  continues: false,
});

const show = (chunks: ReadChunk[], open: StepName[], total?: number): string[] => {
  const log = new LogMerge();
  log.add(chunks);
  if (total !== undefined) log.end(total);
  const rows = rowsOf(segmentsOf(log.sections, log.gaps(), (step) => open.includes(step)));
  return Array.from({ length: rows.count }, (_, index) => {
    const row = rows.at(index);
    if (row?.kind === 'line') return row.line.text;
    if (row?.kind === 'gap') return `missing ${row.gap.from}-${row.gap.to}`;
    return row?.kind === 'head' ? `${row.step} (${row.lines})` : '?';
  });
};

describe('the rows of a log', () => {
  it('hold the lines of open steps and only the heads of closed ones', () => {
    expect(show([chunk(0, 2, 'CLONE'), chunk(2, 2, 'TEST')], ['TEST'])).toEqual([
      'CLONE (2)',
      'TEST (2)',
      '2',
      '3',
    ]);
  });

  it('say which lines are missing, at their place', () => {
    expect(show([chunk(0, 1, 'TEST'), chunk(3, 1, 'TEST')], ['TEST'], 6)).toEqual([
      'TEST (2)',
      '0',
      'missing 1-2',
      '3',
      'missing 4-5',
    ]);
  });

  it('say so too when the step is closed, and before the first line', () => {
    expect(show([chunk(2, 1, 'CLONE'), chunk(3, 1, 'TEST')], [])).toEqual([
      'CLONE (1)',
      'missing 0-1',
      'TEST (1)',
    ]);
  });

  it('find a line by its number', () => {
    const log = new LogMerge();
    log.add([chunk(0, 3, 'CLONE'), chunk(3, 3, 'TEST')]);
    const segments = segmentsOf(log.sections, log.gaps(), (step) => step === 'TEST');
    expect(visibleLines(segments)).toBe(3);
    expect(rowsOf(segments).ofSeq(4)).toBe(3);
    expect(rowsOf(segments).ofSeq(1)).toBeUndefined();
  });
});
