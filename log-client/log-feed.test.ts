import { createHash } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { LogFeed } from './log-feed';
import { textOf } from './log-hash';
import { createSha256 } from './sha256';
import { FakeClock, settle } from './testing/fake-clock';
import { chunk, chunksOf, FakeSource } from './testing/fake-source';

/** A page whose clock, frames and live events are moved by hand. */
const setUp = (source = new FakeSource(2)) => {
  const clock = new FakeClock();
  const frames: (() => void)[] = [];
  const feed = new LogFeed(source, {
    clock,
    createHash: createSha256,
    nextFrame: (run) => {
      frames.push(run);
      return () => frames.splice(frames.indexOf(run), 1);
    },
  });
  return {
    source,
    clock,
    feed,
    frame: () => frames.splice(0).forEach((run) => run()),
    text: () =>
      feed
        .getState()
        .log.sections.flatMap((section) => section.lines.map((line) => line.text))
        .join(''),
  };
};

describe('the log of a page', () => {
  it('has the lines that were written before it was opened, page after page', async () => {
    const { source, feed, text } = setUp();
    source.stored = [chunk(0, ['a']), chunk(1, ['b', 'c']), chunk(3, ['d']), chunk(4, ['e'])];
    feed.start();
    await settle();
    expect(text()).toBe('abcde');
    expect(feed.getState().loading).toBe(false);
  });

  it('changes once a frame, however many chunks come', async () => {
    const { source, feed, frame } = setUp();
    feed.start();
    await settle();
    const listener = vi.fn();
    feed.subscribe(listener);
    for (let seq = 0; seq < 500; seq += 1) source.push(chunk(seq, ['x']));
    expect(listener).not.toHaveBeenCalled();
    frame();
    expect(listener).toHaveBeenCalledTimes(1);
    expect(feed.getState().log.size).toBe(500);
  });

  it('reads what a lost event has left out', async () => {
    const { source, feed, frame, text, clock } = setUp();
    source.stored = [chunk(0, ['a'])];
    feed.start();
    await settle();
    source.stored.push(chunk(1, ['b']), chunk(2, ['c']));
    source.push(chunk(2, ['c']));
    frame();
    expect(text()).toBe('ac');
    await clock.advance(300);
    expect(text()).toBe('abc');
  });

  it('asks less and less often for a line that is not kept either', async () => {
    const { source, feed, frame, clock } = setUp();
    feed.start();
    await settle();
    const before = source.reads.length;
    for (let second = 0; second < 60; second += 1) {
      source.publish(chunk(10 + second, ['x']));
      frame();
      await clock.advance(1_000);
    }
    const asked = source.reads.slice(before).filter((from) => from === 0).length;
    expect(asked).toBeGreaterThan(5);
    expect(asked).toBeLessThan(15);
  });

  it('reads only what is missing, not what is here behind a gap', async () => {
    const source = new FakeSource(2);
    const all = chunksOf(20);
    source.stored = all.filter((_, index) => index > 0);
    const { feed, frame, clock } = setUp(source);
    feed.start();
    await settle();
    const before = source.reads.length;
    source.push(chunk(40, ['last']));
    frame();
    await clock.advance(300);
    expect(source.reads.slice(before)).toEqual([0, 41]);
  });

  it('reads on whenever the subscription is confirmed, so that a reconnect loses nothing', async () => {
    const { source, feed, text } = setUp();
    source.stored = [chunk(0, ['a'])];
    feed.start();
    await settle();
    source.stored.push(chunk(1, ['b']));
    source.confirm();
    await settle();
    expect(text()).toBe('ab');
  });

  it('tells a cut connection from the end', async () => {
    const { source, feed } = setUp();
    feed.start();
    source.confirm();
    await settle();
    expect(feed.getState()).toMatchObject({ live: true, ended: false });
    source.cut();
    expect(feed.getState()).toMatchObject({ live: false, ended: false });
    source.finish({ lines: null, hash: null });
    expect(feed.getState()).toMatchObject({ live: false, ended: true });
  });

  it('reads until the announced end is reached, and then no more', async () => {
    const { source, feed, clock } = setUp();
    source.stored = [chunk(0, ['a'])];
    feed.start();
    await settle();
    feed.end({ lines: 2, hash: null });
    await settle();
    source.stored.push(chunk(1, ['b']));
    await clock.advance(300);
    expect(feed.getState().log.complete).toBe(true);
    expect(clock.waiting).toBe(0);
  });

  it('gives up on what never comes, and says which lines are missing', async () => {
    const { source, feed, clock } = setUp();
    source.stored = [chunk(0, ['a'])];
    feed.start();
    feed.end({ lines: 3, hash: null });
    await clock.advance(60_000);
    expect(clock.waiting).toBe(0);
    expect(feed.getState().log.gaps()).toEqual([{ from: 1, to: 2 }]);
  });

  it('tries again when a read fails, after growing waits', async () => {
    const { source, feed, clock, text } = setUp();
    source.stored = [chunk(0, ['a'])];
    source.failures = Array.from({ length: 5 }, () => new Error('away'));
    feed.start();
    await clock.advance(2_000);
    expect(feed.getState().failed).toBe(true);
    expect(source.reads.length).toBeLessThan(5);
    await clock.advance(20_000);
    expect(text()).toBe('a');
    expect(feed.getState().failed).toBe(false);
  });

  it('does nothing more once it is stopped', async () => {
    const { source, feed, clock } = setUp();
    const stop = feed.start();
    await settle();
    feed.end({ lines: 9, hash: null });
    await settle();
    stop();
    expect(clock.waiting).toBe(0);
    expect(source.isListening).toBe(false);
  });
});

describe('the hash of a log', () => {
  const long = Array.from({ length: 40 }, (_, index) =>
    chunk(index, ['x'.repeat(60_000)], { continues: index % 4 === 0 }),
  );
  const hash = createHash('sha256').update(long.map(textOf).join('')).digest('hex');

  it('is worked out when all of it is here, without holding up the page', async () => {
    const { source, feed, clock } = setUp();
    source.stored = [...long];
    feed.start();
    await settle();
    expect(feed.getState().verified).toBeUndefined();
    const after = vi.spyOn(clock, 'after');
    feed.end({ lines: long.length, hash });
    await clock.advance(0);
    expect(feed.getState().verified).toBe(true);
    expect(after.mock.calls.length).toBeGreaterThan(3);
  });

  it('shows that a line was altered', async () => {
    const { source, feed, clock } = setUp();
    source.stored = [...long.slice(0, -1), chunk(39, ['y'])];
    feed.start();
    feed.end({ lines: long.length, hash });
    await clock.advance(0);
    expect(feed.getState().verified).toBe(false);
  });

  it('is not asked of a log that has gaps or whose builder was lost', async () => {
    const { source, feed, clock } = setUp();
    source.stored = long.slice(1);
    feed.start();
    feed.end({ lines: long.length, hash });
    await clock.advance(60_000);
    expect(feed.getState().verified).toBeUndefined();
  });
});
