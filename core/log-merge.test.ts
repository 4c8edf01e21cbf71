import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LogMerge, type ReadChunk } from './log-merge';
import type { StepName } from './records';

const chunk = (firstSeq: number, lines: string[], more: Partial<ReadChunk> = {}): ReadChunk => ({
  firstSeq,
  count: lines.length,
  step: 'TEST',
  time: 1000 + firstSeq,
  text: lines.join('\n'),
  stderr: [],
  continues: false,
  ...more,
});

const texts = (merge: LogMerge): string[] =>
  merge.sections.flatMap((section) => section.lines.map((line) => line.text));

describe('a merged log', () => {
  it('is in order and without repeats, whatever the order of arrival', () => {
    const chunks = Array.from({ length: 12 }, (_, index) =>
      chunk(index * 3, [`${index}a`, `${index}b`, `${index}c`], {
        step: (['CLONE', 'TEST', 'DEPLOY'] as const)[Math.floor(index / 4)] as StepName,
        continues: index % 4 === 1,
      }),
    );
    const expected = new LogMerge();
    expected.add(chunks);
    const arrivals = fc.shuffledSubarray([...chunks, ...chunks], { minLength: 24, maxLength: 24 });
    fc.assert(
      fc.property(arrivals, (arrived) => {
        const merge = new LogMerge();
        for (const one of arrived) {
          merge.add([one]);
          void merge.sections;
        }
        expect(merge.sections.map(({ step, lines }) => ({ step, lines }))).toEqual(
          expected.sections.map(({ step, lines }) => ({ step, lines })),
        );
        expect(merge.size).toBe(36);
        expect(merge.gaps()).toEqual([]);
      }),
    );
  });

  it('names every stretch that is missing, and the first of them as the place to read on', () => {
    const merge = new LogMerge();
    merge.add([chunk(2, ['c']), chunk(5, ['f', 'g'])]);
    expect(merge.gaps()).toEqual([
      { from: 0, to: 1 },
      { from: 3, to: 4 },
    ]);
    expect(merge.nextSeq).toBe(0);
    merge.add([chunk(0, ['a', 'b']), chunk(3, ['d', 'e'])]);
    expect(merge.gaps()).toEqual([]);
    expect(merge.nextSeq).toBe(7);
    expect(texts(merge)).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
  });

  it('names the first line that is missing from any line on, so that nothing which is here is read again', () => {
    const merge = new LogMerge();
    merge.add([chunk(2, ['c', 'd']), chunk(6, ['g'])]);
    expect([0, 1, 2, 4, 5, 6, 7, 20].map((seq) => merge.missingFrom(seq))).toEqual([0, 1, 4, 4, 5, 7, 7, 20]);
    merge.add([chunk(0, ['a', 'b']), chunk(4, ['e', 'f'])]);
    expect([0, 3, 7, 9].map((seq) => merge.missingFrom(seq))).toEqual([7, 7, 7, 9]);
  });

  it('gives what came in order, as it came', () => {
    const merge = new LogMerge();
    merge.add([chunk(1, ['b']), chunk(0, ['a'], { continues: true }), chunk(1, ['b'])]);
    expect(merge.chunks.map(({ firstSeq, continues }) => [firstSeq, continues])).toEqual([
      [0, true],
      [1, false],
    ]);
  });

  it('is complete only when every line up to the announced end is here', () => {
    const merge = new LogMerge();
    merge.add([chunk(0, ['a', 'b'])]);
    expect(merge.complete).toBe(false);
    merge.end(3);
    expect(merge.complete).toBe(false);
    expect(merge.gaps()).toEqual([{ from: 2, to: 2 }]);
    merge.add([chunk(2, ['c'])]);
    expect(merge.complete).toBe(true);
    expect(merge.gaps()).toEqual([]);
  });

  it('is complete at once when the log has no lines', () => {
    const merge = new LogMerge();
    merge.end(0);
    expect(merge.complete).toBe(true);
  });

  it('joins a line that goes on in the next chunk, also when that one came first', () => {
    const parts = [
      chunk(0, ['a', 'lo'], { continues: true }),
      chunk(2, ['ng '], { continues: true }),
      chunk(3, ['line', 'z']),
    ];
    const forwards = new LogMerge();
    forwards.add(parts);
    const backwards = new LogMerge();
    backwards.add([...parts].reverse());
    for (const merge of [forwards, backwards]) {
      expect(texts(merge)).toEqual(['a', 'long line', 'z']);
      expect(merge.sections[0]?.lines[1]).toMatchObject({ seq: 1, parts: 3 });
      expect(merge.sections[0]?.lines[2]).toMatchObject({ seq: 4, parts: 1 });
    }
  });

  it('joins nothing across a gap', () => {
    const merge = new LogMerge();
    merge.add([chunk(0, ['start'], { continues: true }), chunk(2, ['other'])]);
    expect(texts(merge)).toEqual(['start', 'other']);
  });

  it('keeps the revision of a section while lines are only appended', () => {
    const merge = new LogMerge();
    merge.add([chunk(0, ['a'])]);
    const before = merge.sections[0]?.revision;
    merge.add([chunk(1, ['b'])]);
    expect(merge.sections[0]?.revision).toBe(before);
    merge.add([chunk(5, ['f'])]);
    merge.add([chunk(3, ['d'])]);
    expect(merge.sections[0]?.revision).not.toBe(before);
  });

  it('marks the lines of standard error by their place in the chunk', () => {
    const merge = new LogMerge();
    merge.add([chunk(0, ['out', 'err', 'out'], { stderr: [1] })]);
    expect(merge.sections[0]?.lines.map((line) => line.stderr)).toEqual([false, true, false]);
  });

  it('answers how many lines were new', () => {
    const merge = new LogMerge();
    expect(merge.add([chunk(0, ['a', 'b'])])).toBe(2);
    expect(merge.add([chunk(0, ['a', 'b']), chunk(2, ['c'])])).toBe(1);
  });
});
