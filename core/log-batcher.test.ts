import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { busyWaitMs, createLogBatcher, quietWaitMs, type LogOrigin } from './log-batcher';
import type { ChunkRecord, LogRecord } from './log-record';
import { maxRecordBytes, serializeLogRecord } from './log-record';
import type { StepName } from './records';

const setUp = (maxBytes?: number) => {
  const records: LogRecord[] = [];
  const timers: { wait: number; run: () => void }[] = [];
  const batcher = createLogBatcher({
    deploymentId: 'dep_1',
    emit: (record) => records.push(record),
    clock: {
      now: () => 1_700_000_000_000,
      after(wait, run) {
        const timer = { wait, run };
        timers.push(timer);
        return () => timers.splice(timers.indexOf(timer), 1);
      },
    },
    maxBytes,
  });
  const chunks = (): ChunkRecord[] => records.filter((record) => record.type === 'chunk');
  const tick = (): number => {
    const timer = timers.shift();
    timer?.run();
    return timer?.wait ?? -1;
  };
  return { batcher, records, timers, chunks, tick };
};

const from = (step: StepName, stderr = false): LogOrigin => ({ step, stderr });

/** The log that a reader puts together. */
const join = (chunks: readonly ChunkRecord[]): string =>
  chunks.map(({ text, continues }) => (continues ? text : `${text}\n`)).join('');

describe('the batcher', () => {
  it('sends the first line of a quiet stream after a short wait, together with what came meanwhile', () => {
    const { batcher, chunks, tick, timers } = setUp();
    batcher.add(from('TEST'), ['a']);
    batcher.add(from('TEST', true), ['b']);
    expect(chunks()).toEqual([]);
    expect(timers).toHaveLength(1);
    expect(tick()).toBe(quietWaitMs);
    expect(chunks()).toMatchObject([
      { firstSeq: 0, count: 2, text: 'a\nb', stderr: [1], step: 'TEST', continues: false },
    ]);
  });

  it('waits longer while a stream is busy, and at most 100 ms', () => {
    const { batcher, tick } = setUp();
    batcher.add(
      from('TEST'),
      Array.from({ length: 50 }, () => 'x'),
    );
    tick();
    batcher.add(from('TEST'), ['y']);
    expect(tick()).toBe(busyWaitMs);
    batcher.add(from('TEST'), ['z']);
    expect(tick()).toBe(quietWaitMs);
    expect(busyWaitMs).toBeLessThanOrEqual(100);
  });

  it('cuts at the end of a step', () => {
    const { batcher, chunks } = setUp();
    batcher.add(from('CLONE'), ['a']);
    batcher.add(from('INSTALL'), ['b']);
    batcher.flush();
    expect(chunks().map(({ step, text }) => [step, text])).toEqual([
      ['CLONE', 'a'],
      ['INSTALL', 'b'],
    ]);
  });

  it('continues a line that is longer than a record in the next one, never splitting a character', () => {
    const { batcher, chunks } = setUp(1_000);
    const line = '😀'.repeat(1_500);
    batcher.add(from('TEST', true), [line]);
    batcher.end();
    expect(chunks().length).toBeGreaterThan(5);
    expect(chunks().at(-1)?.continues).toBe(false);
    expect(chunks().every(({ text }) => Buffer.from(text).toString() === text)).toBe(true);
    expect(join(chunks())).toBe(`${line}\n`);
    expect(chunks().every(({ stderr }) => stderr.length === 1)).toBe(true);
  });

  it('keeps every record within its size, every line in order, and a hash over all of them', () => {
    const line = fc.string({
      unit: fc.constantFrom('a', '"', '\\', '\u001b', 'é', '😀', '\u2028', '\ud800'),
      maxLength: 900,
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(line, fc.boolean()), { maxLength: 40 }), (lines) => {
        const { batcher, chunks, records } = setUp(1_200);
        for (const [text, stderr] of lines) batcher.add(from('TEST', stderr), [text]);
        const end = batcher.end();
        const whole = lines.map(([text]) => `${text}\n`).join('');
        expect(join(chunks())).toBe(whole);
        expect(end.hash).toBe(createHash('sha256').update(whole).digest('hex'));
        expect(records.at(-1)).toEqual({ trellis: 1, type: 'end', deploymentId: 'dep_1', ...end });
        let next = 0;
        for (const chunk of chunks()) {
          expect(chunk.firstSeq).toBe(next);
          expect(chunk.text.split('\n')).toHaveLength(chunk.count);
          expect(Buffer.byteLength(serializeLogRecord(chunk))).toBeLessThanOrEqual(1_200);
          next += chunk.count;
        }
        expect(end.lines).toBe(next);
      }),
      { numRuns: 300 },
    );
  });

  it('fills records well', () => {
    const { batcher, chunks } = setUp();
    batcher.add(
      from('TEST'),
      Array.from({ length: 1_000 }, () => 'x'.repeat(100)),
    );
    const full = chunks().map((chunk) => Buffer.byteLength(serializeLogRecord(chunk)));
    expect(Math.max(...full)).toBeLessThanOrEqual(maxRecordBytes);
    expect(Math.min(...full)).toBeGreaterThan(maxRecordBytes * 0.95);
  });

  it('shows a part at once, and goes on with it', () => {
    const { batcher, chunks, timers } = setUp();
    const stdout = from('TEST');
    batcher.add(stdout, ['before']);
    batcher.addPart(stdout, 'Continue? ');
    expect(timers).toEqual([]);
    expect(chunks()).toMatchObject([{ text: 'before\nContinue? ', count: 2, continues: true }]);
    batcher.addPart(stdout, '(y/N) ');
    batcher.add(stdout, ['y', 'after']);
    batcher.end();
    expect(join(chunks())).toBe('before\nContinue? (y/N) y\nafter\n');
  });

  it.each([
    ['the other stream', from('TEST', true)],
    ['a word of Trellis', from('TEST')],
    ['the next step', from('DEPLOY')],
  ])('closes a part when %s says something', (_what, other) => {
    const { batcher, chunks } = setUp();
    const stdout = from('TEST');
    batcher.addPart(stdout, 'Continue? ');
    batcher.add(other, ['else']);
    batcher.add(stdout, ['', 'after']);
    batcher.addPart(stdout, 'more ');
    batcher.add(other, ['else']);
    batcher.add(stdout, ['rest']);
    const { lines, hash } = batcher.end();
    const text = 'Continue? \nelse\nafter\nmore \nelse\nrest\n';
    expect(join(chunks())).toBe(text);
    expect(hash).toBe(createHash('sha256').update(text).digest('hex'));
    expect(lines).toBe(chunks().reduce((sum, { count }) => sum + count, 0));
    expect(chunks()[1]).toMatchObject({ firstSeq: 1, step: 'TEST', stderr: other.stderr ? [1] : [] });
  });

  it('ends an empty log with the hash of nothing', () => {
    const { batcher } = setUp();
    expect(batcher.end()).toEqual({ lines: 0, hash: createHash('sha256').digest('hex') });
  });
});
