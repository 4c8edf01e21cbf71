import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReadChunk } from '../core/log-merge';
import { followLog, type FollowEnd, type FollowEvent, type FollowOptions } from './follow-log';
import { textOf, type LogHash } from './log-hash';
import { FakeClock, settle } from './testing/fake-clock';
import { chunk, chunksOf, FakeSource } from './testing/fake-source';

const sha256 = (): LogHash => {
  const hash = createHash('sha256');
  return { update: (text) => hash.update(text), digest: () => hash.digest('hex') };
};
const hashOf = (chunks: readonly ReadChunk[]): string => {
  const hash = sha256();
  for (const one of chunks) hash.update(textOf(one));
  return hash.digest();
};

/** Follows in the background; what it gives is gathered. */
const follow = (source: FakeSource, options: FollowOptions = {}) => {
  const clock = new FakeClock();
  const events: FollowEvent[] = [];
  const run = async (): Promise<void> => {
    for await (const event of followLog(source, { clock, createHash: sha256, ...options }))
      events.push(event);
  };
  const finished = run();
  finished.catch(() => undefined);
  const lines = () => events.flatMap((event) => (event.type === 'lines' ? event.lines : []));
  return {
    clock,
    events,
    finished,
    texts: () => lines().map(({ text }) => text),
    seqs: () => lines().map(({ seq }) => seq),
    end: (): FollowEnd | undefined => events.find((event) => event.type === 'end'),
    gaps: () => events.filter((event) => event.type === 'gap').map(({ from, to }) => [from, to]),
  };
};

const numbers = (count: number): string[] => Array.from({ length: count }, (_, index) => String(index));

describe('a followed log', () => {
  it('begins with the lines from before, goes on with those that come, and ends when the deployment has', async () => {
    const source = new FakeSource();
    const all = chunksOf(10);
    source.stored = all.slice(0, 8);
    const { texts, end, events, clock } = follow(source);
    await settle();
    expect(texts()).toEqual(numbers(16));
    source.confirm();
    await settle();
    source.publish(...all.slice(8));
    await settle();
    expect(texts()).toEqual(numbers(20));
    expect(end()).toBeUndefined();
    source.finish({ lines: 20, hash: hashOf(all) });
    await settle();
    expect(end()).toMatchObject({ ended: true, complete: true, gaps: [], lines: 20, hash: hashOf(all) });
    expect(events.at(-1)?.type).toBe('end');
    expect(source.isListening).toBe(false);
    expect(clock.waiting).toBe(0);
  });

  it('reads what a lost event has left out, a moment after a later one came', async () => {
    const source = new FakeSource();
    const { texts, clock } = follow(source);
    source.confirm();
    await settle();
    const [first, second] = chunksOf(2);
    if (!first || !second) throw new Error('two chunks were expected');
    source.stored = [first, second];
    source.push(second);
    await settle();
    expect(texts()).toEqual([]);
    await clock.advance(300);
    expect(texts()).toEqual(numbers(4));
  });

  it('reads nothing again when events only overtake each other', async () => {
    const source = new FakeSource();
    const { texts, clock } = follow(source);
    source.confirm();
    await settle();
    const reads = source.reads.length;
    const all = chunksOf(4);
    for (const one of [...all].reverse()) source.publish(one);
    await clock.advance(1_000);
    expect(texts()).toEqual(numbers(8));
    expect(source.reads).toHaveLength(reads);
  });

  it('reads on after each reconnect, and tells a cut from the end', async () => {
    const source = new FakeSource();
    const { texts, end, events } = follow(source);
    source.confirm();
    await settle();
    source.cut();
    await settle();
    source.stored = chunksOf(2);
    expect(end()).toBeUndefined();
    source.confirm();
    await settle();
    expect(texts()).toEqual(numbers(4));
    expect(events.filter(({ type }) => type === 'connection')).toEqual([
      { type: 'connection', isLive: true },
      { type: 'connection', isLive: false },
      { type: 'connection', isLive: true },
    ]);
  });

  it('goes on by reading while there are no events, less and less often while nothing is new', async () => {
    const source = new FakeSource();
    const { texts, clock } = follow(source);
    await clock.advance(60_000);
    const { length } = source.reads;
    expect(length).toBeGreaterThan(8);
    expect(length).toBeLessThan(15);
    source.stored = chunksOf(1);
    for (let step = 0; step < 80 && texts().length === 0; step += 1) await clock.advance(100);
    expect(texts()).toEqual(numbers(2));
    const before = source.reads.length;
    await clock.advance(3_000);
    expect(source.reads.length - before).toBe(2);
  });

  it('notices the end and the last lines when both events were lost', async () => {
    const source = new FakeSource();
    const { end, clock } = follow(source);
    source.confirm();
    await settle();
    const all = chunksOf(2);
    source.stored = all;
    source.finish({ lines: 4, hash: hashOf(all) }, false);
    await clock.advance(30_000);
    expect(end()).toMatchObject({ complete: true, lines: 4 });
  });

  it('notices an end that came while the connection was cut as soon as it is back', async () => {
    const source = new FakeSource();
    const { end } = follow(source);
    source.confirm();
    await settle();
    source.cut();
    source.finish({ lines: 0, hash: null }, false);
    await settle();
    expect(end()).toBeUndefined();
    source.confirm();
    await settle();
    expect(end()).toMatchObject({ ended: true, complete: true });
  });

  it('waits for the last lines, which may come after the end', async () => {
    const source = new FakeSource();
    const all = chunksOf(2);
    source.stored = all.slice(0, 1);
    const { end, clock, texts } = follow(source);
    source.confirm();
    await settle();
    source.finish({ lines: 4, hash: hashOf(all) });
    await clock.advance(2_000);
    expect(end()).toBeUndefined();
    source.stored = all;
    await clock.advance(8_000);
    expect(texts()).toEqual(numbers(4));
    expect(end()).toMatchObject({ complete: true });
  });

  it('ends soon when the builder was lost and nobody knows how many lines there are', async () => {
    const source = new FakeSource();
    source.stored = chunksOf(2);
    source.end = { lines: null, hash: null };
    const { end, clock, texts } = follow(source);
    await clock.advance(5_000);
    expect(texts()).toEqual(numbers(4));
    expect(end()).toEqual({ type: 'end', ended: true, complete: false, gaps: [], lines: 4, hash: null });
  });

  it('of no lines ends at once', async () => {
    const source = new FakeSource();
    source.end = { lines: 0, hash: hashOf([]) };
    const { end } = follow(source);
    await settle();
    expect(end()).toMatchObject({ complete: true, lines: 0, hash: hashOf([]) });
  });

  it('joins a line that was cut across chunks, and gives its number of parts', async () => {
    const source = new FakeSource();
    const all = [
      chunk(0, ['a', 'lo'], { continues: true }),
      chunk(2, ['ng '], { continues: true }),
      chunk(3, ['line', 'z']),
    ];
    source.stored = all;
    source.end = { lines: 5, hash: hashOf(all) };
    const { texts, seqs, end, events } = follow(source);
    await settle();
    expect(texts()).toEqual(['a', 'long line', 'z']);
    expect(seqs()).toEqual([0, 1, 4]);
    expect(
      events.flatMap((event) => (event.type === 'lines' ? event.lines : [])).map(({ parts }) => parts),
    ).toEqual([1, 3, 1]);
    expect(end()).toMatchObject({ complete: true, lines: 5 });
  });
});

describe('missing lines', () => {
  it('that never come are said where they belong, once reading again was of no use', async () => {
    const source = new FakeSource();
    const [first, lost, third, fourth] = chunksOf(4);
    if (!first || !lost || !third || !fourth) throw new Error('four chunks were expected');
    const { events, clock, end, gaps, texts } = follow(source);
    source.confirm();
    await settle();
    source.publish(first, third);
    await clock.advance(5_000);
    expect(gaps()).toEqual([]);
    source.publish(fourth);
    await clock.advance(30_000);
    expect(texts()).toEqual(['0', '1', '4', '5', '6', '7']);
    expect(gaps()).toEqual([[2, 3]]);
    const order = events.map(({ type }) => type).filter((type) => type !== 'connection');
    expect(order).toEqual(['lines', 'gap', 'lines', 'lines']);
    source.push(lost);
    source.finish({ lines: 8, hash: hashOf([first, lost, third, fourth]) });
    await settle();
    expect(texts()).toHaveLength(6);
    expect(end()).toMatchObject({
      ended: true,
      complete: false,
      gaps: [{ from: 2, to: 3 }],
      lines: 6,
      hash: null,
    });
  });

  it('are waited for as long as others were, however long those took to come', async () => {
    const source = new FakeSource();
    const all = chunksOf(6);
    const { gaps, texts, clock } = follow(source);
    source.confirm();
    await settle();
    for (const [lost, after] of [
      [0, 1],
      [2, 3],
      [4, 5],
    ] as const) {
      source.publish(...all.slice(after, after + 1));
      await clock.advance(10_000);
      source.stored.push(...all.slice(lost, lost + 1));
      await clock.advance(8_000);
    }
    expect(gaps()).toEqual([]);
    expect(texts()).toEqual(numbers(12));
  });

  it('at the end are said too', async () => {
    const source = new FakeSource();
    source.stored = chunksOf(1);
    source.end = { lines: 9, hash: 'f'.repeat(64) };
    const { clock, end, gaps } = follow(source);
    await clock.advance(60_000);
    expect(gaps()).toEqual([[2, 8]]);
    expect(end()).toMatchObject({ complete: false, lines: 2 });
    expect(clock.waiting).toBe(0);
  });

  it('do not hide behind others: every stretch is said', async () => {
    const source = new FakeSource(2);
    const all = chunksOf(9);
    source.stored = all.filter((_, index) => index % 3 !== 0);
    source.end = { lines: 18, hash: null };
    const { clock, end, gaps } = follow(source);
    await clock.advance(180_000);
    expect(gaps()).toEqual([
      [0, 1],
      [6, 7],
      [12, 13],
    ]);
    expect(end()).toMatchObject({ lines: 12 });
  });

  it('that are known to be lost are not waited for', async () => {
    const source = new FakeSource();
    const [first, , third] = chunksOf(3);
    if (!first || !third) throw new Error('three chunks were expected');
    source.stored = [first, third];
    const missing = [
      { from: 2, to: 3 },
      { from: 6, to: 7 },
    ];
    source.end = { lines: 8, hash: null, missing };
    const { texts, end, gaps } = follow(source);
    await settle();
    expect(texts()).toEqual(['0', '1', '4', '5']);
    expect(gaps()).toEqual([
      [2, 3],
      [6, 7],
    ]);
    expect(end()).toMatchObject({ ended: true, complete: false, gaps: missing });
  });

  it('are not what an altered line is: its log has all lines and is not complete', async () => {
    const source = new FakeSource();
    const all = chunksOf(2);
    source.stored = [...all.slice(0, 1), chunk(2, ['2', 'X'])];
    source.end = { lines: 4, hash: hashOf(all) };
    const { end } = follow(source);
    await settle();
    expect(end()).toMatchObject({ complete: false, gaps: [], lines: 4, hash: hashOf(source.stored) });
  });
});

describe('a batch that is cut differently the second time', () => {
  it('is taken for a repeat, and the log goes on', async () => {
    const source = new FakeSource();
    const { texts, end, clock } = follow(source);
    source.confirm();
    await settle();
    source.push(chunk(2, ['c']));
    source.publish(chunk(0, ['a', 'b', 'c', 'd']));
    await clock.advance(60_000);
    expect(end()).toBeUndefined();
    source.publish(chunk(4, ['e']));
    await settle();
    expect(texts()).toEqual(['a', 'b', 'c', 'd', 'e']);
  });
});

describe('trouble with reading', () => {
  it('is tried again after growing waits, and said while it lasts', async () => {
    const source = new FakeSource();
    source.stored = chunksOf(1);
    source.end = { lines: 2, hash: null };
    source.failures = Array.from({ length: 4 }, () => new Error('away'));
    const { end, clock } = follow(source);
    await clock.advance(2_000);
    expect(source.reads.length).toBeLessThan(5);
    expect(end()).toBeUndefined();
    await clock.advance(8_000);
    expect(end()).toMatchObject({ complete: true });
  });

  it('does not make it forget to ask for the end', async () => {
    const source = new FakeSource();
    source.end = { lines: 0, hash: null };
    source.endFailures = [new Error('away')];
    const { end, clock } = follow(source);
    await clock.advance(500);
    expect(end()).toMatchObject({ ended: true, complete: true });
  });

  it('that is final is thrown, and nothing goes on', async () => {
    const source = new FakeSource();
    const refused = new Error('no such deployment');
    source.failures = [refused];
    const { finished, clock } = follow(source, { isFinal: (thrown) => thrown === refused });
    await expect(finished).rejects.toBe(refused);
    expect(source.isListening).toBe(false);
    expect(clock.waiting).toBe(0);
  });
});

describe('whoever follows', () => {
  it('may stop at any time, also while nothing comes', async () => {
    const source = new FakeSource();
    source.stored = chunksOf(1);
    const stop = new AbortController();
    const { end, clock } = follow(source, { signal: stop.signal });
    await settle();
    stop.abort();
    await settle();
    expect(end()).toMatchObject({ ended: false, complete: false, lines: 2, hash: null });
    expect(source.isListening).toBe(false);
    expect(clock.waiting).toBe(0);
  });

  it('may take lines as slowly as it likes: what does not fit in memory is read again', async () => {
    const source = new FakeSource();
    const clock = new FakeClock();
    const all = chunksOf(400);
    const taken: string[] = [];
    const events = followLog(source, { clock, holdAtMost: 5_000 });
    const next = async (): Promise<FollowEvent> => {
      const result = await events.next();
      if (result.done) throw new Error('it ended without saying so');
      if (result.value.type === 'lines') taken.push(...result.value.lines.map(({ text }) => text));
      return result.value;
    };
    const first = next();
    await settle();
    source.confirm();
    await first;
    // Nothing is taken while all of this comes.
    source.publish(...all);
    source.finish({ lines: 800, hash: null });
    let last = await next();
    while (last.type !== 'end') last = await next();
    expect(taken).toEqual(numbers(800));
    expect(last).toMatchObject({ complete: true });
    expect(source.reads.length).toBeGreaterThan(100);
  });
});

describe('whatever the live side does', () => {
  it('every line comes once and in order', async () => {
    const all = chunksOf(30);
    const whole = hashOf(all);
    const act = fc.constantFrom('event', 'lost', 'twice', 'swapped', 'cut', 'confirm', 'wait');
    await fc.assert(
      fc.asyncProperty(
        fc.array(act, { maxLength: 120 }),
        fc.integer({ min: 300, max: 9_000 }),
        async (acts, hold) => {
          const source = new FakeSource();
          const { seqs, end, clock } = follow(source, { holdAtMost: hold });
          const left = [...all];
          for (const one of acts) {
            if (one === 'cut') source.cut();
            else if (one === 'confirm') source.confirm();
            else if (one === 'wait') await clock.advance(400);
            else {
              const next = left.shift();
              if (!next) continue;
              source.stored.push(next);
              if (one === 'swapped') {
                const after = left.shift();
                if (after) source.publish(after);
              }
              if (one !== 'lost') source.push(next);
              if (one === 'twice') source.push(next);
            }
            await settle();
          }
          source.stored = all;
          source.finish({ lines: 60, hash: whole }, acts.length % 2 === 0);
          await clock.advance(60_000);
          expect(seqs()).toEqual(Array.from({ length: 60 }, (_, index) => index));
          expect(end()).toMatchObject({ complete: true, hash: whole, gaps: [] });
        },
      ),
      { numRuns: 150 },
    );
  }, 30_000);
});
