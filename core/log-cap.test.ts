import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogBatcher, LogOrigin } from './log-batcher';
import { createLogCap } from './log-cap';
import { createLogTail } from './log-tail';

const stdout: LogOrigin = { step: 'TEST', stderr: false };
const stderr: LogOrigin = { step: 'DEPLOY', stderr: true };

interface Line {
  text: string;
  origin: LogOrigin;
}

const setUp = (limitMb = 1) => {
  const out: Line[] = [];
  const batcher: LogBatcher = {
    add: (origin, lines) => out.push(...lines.map((text) => ({ text, origin }))),
    addPart: (origin, text) => out.push({ text, origin }),
    flush: () => undefined,
    end: () => ({ lines: out.length, hash: '' }),
  };
  const cap = createLogCap(batcher, limitMb);
  const end = (): void => {
    for (const { origin, lines } of cap.rest()) batcher.add(origin, lines);
  };
  return { cap, out, end };
};

const numbered = (count: number, width: number): string[] =>
  Array.from({ length: count }, (_, index) => `${index}`.padEnd(width - 1, '.'));

describe('a log', () => {
  it('within its limit stays as it is', () => {
    const { cap, out, end } = setUp();
    const lines = numbered(5_000, 100);
    cap.add(stdout, lines);
    end();
    expect(out.map(({ text }) => text)).toEqual(lines);
    expect(cap.omitted()).toBe(0);
  });

  it('over its limit keeps its head and its tail, and says exactly what is missing between them', () => {
    const { cap, out, end } = setUp();
    const lines = numbered(30_000, 100);
    // The crossing lies inside a batch.
    for (let at = 0; at < lines.length; at += 777) cap.add(stdout, lines.slice(at, at + 777));
    expect(cap.isOpen()).toBe(false);
    end();
    const texts = out.map(({ text }) => text);
    expect(texts.slice(0, 5_000)).toEqual(lines.slice(0, 5_000));
    expect(texts[5_000]).toBe(
      '… This log has come to 0.5 MB. Of what follows the last 0.5 MB are kept and shown at the end …',
    );
    expect(texts[5_001]).toBe('… 20,000 lines (2 MB) left out: the log is longer than 1 MB …');
    expect(texts.slice(5_002)).toEqual(lines.slice(-5_000));
    expect(cap.omitted()).toBe(20_000);
  });

  it('that fits its head and its tail together lacks nothing', () => {
    const { cap, out, end } = setUp();
    const lines = numbered(9_999, 100);
    cap.add(stdout, lines);
    end();
    expect(cap.omitted()).toBe(0);
    expect(out.map(({ text }) => text).filter((text) => !text.startsWith('…'))).toEqual(lines);
  });

  it('keeps the last line whatever its size, and 1,000 lines before it when they fit', () => {
    const { cap, out, end } = setUp();
    cap.add(stdout, numbered(20_000, 200));
    const last = numbered(1_000, 434);
    cap.add(stdout, last);
    cap.add(stderr, ['x'.repeat(65_536)]);
    end();
    expect(out.at(-1)).toEqual({ text: 'x'.repeat(65_536), origin: stderr });
    expect(out.slice(-1_001, -1).map(({ text }) => text)).toEqual(last);
  });

  it('keeps steps and streams of its last lines', () => {
    const { cap, out, end } = setUp();
    cap.add(stdout, numbered(20_000, 100));
    cap.add(stderr, ['an error', 'of two lines']);
    cap.add(stdout, ['']);
    cap.add(stderr, ['the end']);
    end();
    expect(out.slice(-4)).toEqual([
      { text: 'an error', origin: stderr },
      { text: 'of two lines', origin: stderr },
      { text: '', origin: stdout },
      { text: 'the end', origin: stderr },
    ]);
  });

  it('of any lines is the whole log with one stretch left out, whose lines and bytes are counted exactly', () => {
    const line = fc.string({ unit: fc.constantFrom('a', 'é', '😀', ' '), maxLength: 300 });
    const batch = fc.record({
      origin: fc.constantFrom(stdout, stderr),
      lines: fc.array(line, { maxLength: 300 }),
      times: fc.integer({ min: 1, max: 400 }),
    });
    fc.assert(
      fc.property(fc.array(batch, { maxLength: 12 }), (batches) => {
        const { cap, out, end } = setUp();
        const all: Line[] = [];
        for (const { origin, lines, times } of batches)
          for (let time = 0; time < times; time += 1) {
            cap.add(origin, lines);
            for (const text of lines) all.push({ text, origin });
          }
        end();
        const notes = out.filter(({ text }) => text.startsWith('…'));
        const kept = out.filter(({ text }) => !text.startsWith('…'));
        const omitted = all.length - kept.length;
        const head = notes[0] ? out.indexOf(notes[0]) : kept.length;
        expect(cap.omitted()).toBe(omitted);
        expect(kept.slice(0, head)).toEqual(all.slice(0, head));
        expect(kept.slice(head)).toEqual(all.slice(head + omitted));
        const bytesOf = (lines: readonly Line[]) =>
          lines.reduce((sum, { text }) => sum + Buffer.byteLength(text) + 1, 0);
        expect(bytesOf(kept)).toBeLessThanOrEqual(1_000_000);
        if (omitted > 0) expect(bytesOf(kept)).toBeGreaterThan(1_000_000 - 2 * 1_201);
      }),
      { numRuns: 30 },
    );
  }, 60_000);
});

describe('the tail of a log', () => {
  it('keeps lines that are longer than its blocks', () => {
    const tail = createLogTail(2_000_000);
    const long = (letter: string) => letter.repeat(600_000);
    for (const letter of 'abcde') tail.add(stdout, [long(letter), letter]);
    const { omitted, kept } = tail.end();
    const lines = [...kept].flatMap((each) => each.lines);
    expect(lines.map((line) => [line[0], line.length])).toEqual([
      ['b', 1],
      ['c', 600_000],
      ['c', 1],
      ['d', 600_000],
      ['d', 1],
      ['e', 600_000],
      ['e', 1],
    ]);
    expect(omitted).toEqual({ lines: 3, bytes: 600_001 + 2 + 600_001 });
  });

  it('takes little memory for many short lines, and little time', () => {
    const tail = createLogTail(16_000_000);
    const lines = Array.from({ length: 1_000 }, (_, index) => `${index % 10}`);
    const before = process.memoryUsage();
    for (let count = 0; count < 20_000; count += 1) tail.add(stdout, lines);
    const after = process.memoryUsage();
    expect(after.external + after.heapUsed - before.external - before.heapUsed).toBeLessThan(60_000_000);
    expect(tail.end().omitted).toEqual({ lines: 12_000_000, bytes: 24_000_000 });
  });
});
