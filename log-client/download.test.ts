import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ReadChunk } from '../core/log-merge';
import { LogText, type LogTextOptions } from './download';
import { createSha256 } from './sha256';
import { FakeClock, settle } from './testing/fake-clock';
import { chunk, chunksOf, FakeSource } from './testing/fake-source';

const logOf = (stored: ReadChunk[], options: LogTextOptions = {}) => {
  const source = new FakeSource(3);
  source.stored = stored;
  const clock = new FakeClock();
  const log = new LogText((from) => source.read(from), { clock, createHash: createSha256, ...options });
  return { source, clock, log };
};

const textFrom = async (log: LogText): Promise<string> => {
  let text = '';
  for await (const piece of log) text += piece;
  return text;
};

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('the text of a log', () => {
  const lines = Array.from({ length: 20 }, (_, index) => `${index}\n`).join('');

  it('is all of it, page after page, and is what the builder wrote', async () => {
    const { log, source } = logOf(chunksOf(10), { end: { lines: 20, hash: hashOf(lines) } });
    expect(await textFrom(log)).toBe(lines);
    expect(source.reads).toEqual([0, 6, 12, 18]);
    expect(log).toMatchObject({ lines: 20, gaps: [], verified: true });
  });

  it('joins lines that were cut across chunks', async () => {
    const parts = [chunk(0, ['a', 'lo'], { continues: true }), chunk(2, ['ng', 'z'])];
    const { log } = logOf(parts, { end: { lines: 4, hash: hashOf('a\nlong\nz\n') } });
    expect(await textFrom(log)).toBe('a\nlong\nz\n');
    expect(log.verified).toBe(true);
  });

  it('says which lines are missing, where they are missing', async () => {
    const stored = [chunk(1, ['b', 'c'], { continues: true }), chunk(5, ['f'])];
    const { log } = logOf(stored, { end: { lines: 9, hash: hashOf('other') } });
    expect(await textFrom(log)).toBe(
      '… line 1 is missing …\nb\nc\n… lines 4 to 5 are missing …\nf\n… lines 7 to 9 are missing …\n',
    );
    expect(log.gaps).toEqual([
      { from: 0, to: 0 },
      { from: 3, to: 4 },
      { from: 6, to: 8 },
    ]);
    expect(log.verified).toBe(false);
  });

  it('shows that a line was altered', async () => {
    const { log } = logOf([chunk(0, ['x'])], { end: { lines: 1, hash: hashOf('y\n') } });
    await textFrom(log);
    expect(log.verified).toBe(false);
  });

  it('of a deployment that runs ends with what there is', async () => {
    const { log } = logOf(chunksOf(1));
    expect(await textFrom(log)).toBe('0\n1\n');
    expect(log).toMatchObject({ gaps: [], verified: undefined });
  });

  it('of nothing is nothing', async () => {
    const { log } = logOf([], { end: { lines: 0, hash: hashOf('') } });
    expect(await textFrom(log)).toBe('');
    expect(log.verified).toBe(true);
  });

  it('takes memory for two pages, however long it is: no page is read before the last but one was taken', async () => {
    const { log, source } = logOf(chunksOf(300));
    let taken = 0;
    for await (const piece of log) {
      await settle();
      taken += 1;
      expect(piece.length).toBeLessThan(30);
      expect(source.reads.length).toBeLessThanOrEqual(taken + 1);
    }
    expect(taken).toBe(100);
  });

  it('survives reads that fail a few times', async () => {
    const { log, source, clock } = logOf(chunksOf(10));
    source.failures = Array.from({ length: 4 }, () => new Error('away'));
    const text = textFrom(log);
    await clock.advance(20_000);
    expect(await text).toBe(lines);
  });

  it('fails with what the last of five reads threw', async () => {
    const { log, source, clock } = logOf(chunksOf(10));
    source.failures = Array.from({ length: 5 }, (_, turn) => new Error(`away ${turn}`));
    const text = textFrom(log);
    const failed = expect(text).rejects.toThrow('away 4');
    await clock.advance(20_000);
    await failed;
  });

  it('stops when it is told to, with the reason', async () => {
    const stop = new AbortController();
    const { log, source } = logOf(chunksOf(300), { signal: stop.signal });
    const reason = new Error('cancelled');
    source.onRead = (from) => {
      if (from > 20) stop.abort(reason);
    };
    await expect(textFrom(log)).rejects.toBe(reason);
    expect(source.reads.length).toBeLessThan(8);
  });

  it('stops also in the middle of its last page, so that nobody takes the rest for the whole', async () => {
    const stop = new AbortController();
    const reason = new Error('cancelled');
    const { log, source } = logOf(chunksOf(1), { signal: stop.signal });
    source.onRead = () => stop.abort(reason);
    await expect(textFrom(log)).rejects.toBe(reason);
  });

  it('asks for nothing more when whoever takes it has had enough', async () => {
    const stop = new AbortController();
    const { log, source, clock } = logOf(chunksOf(300), { signal: stop.signal });
    const unheard: unknown[] = [];
    const hear = (thrown: unknown): number => unheard.push(thrown);
    process.on('unhandledRejection', hear);
    source.onRead = () => (source.failures = [new Error('nobody hears this')]);
    for await (const piece of log) if (piece !== '') break;
    stop.abort();
    await clock.advance(60_000);
    process.off('unhandledRejection', hear);
    expect(unheard).toEqual([]);
    expect(source.reads).toHaveLength(2);
  });
});
