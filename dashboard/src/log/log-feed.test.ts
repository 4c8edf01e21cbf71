import { describe, expect, it, vi } from 'vitest';
import type { ReadChunk } from '../../../core/log-merge';
import { LogFeed, type LogPage, type LogSource } from './log-feed';

const chunk = (firstSeq: number, ...lines: string[]): ReadChunk => ({
  firstSeq,
  count: lines.length,
  step: 'TEST',
  time: 0,
  text: lines.join('\n'),
  stderr: [],
  continues: false,
});

/** A source whose clock, frames and live events are moved by hand. */
const makeSource = (stored: ReadChunk[], pageSize = 2) => {
  const frames: (() => void)[] = [];
  const timers: (() => void)[] = [];
  let push: (chunks: readonly ReadChunk[]) => void = () => undefined;
  let confirm: () => void = () => undefined;
  const read = vi.fn((fromSeq: number): Promise<LogPage> => {
    const found = stored.filter((one) => one.firstSeq >= fromSeq).sort((a, b) => a.firstSeq - b.firstSeq);
    const last = found[pageSize - 1];
    return Promise.resolve({
      chunks: found.slice(0, pageSize),
      nextSeq: found.length > pageSize && last ? last.firstSeq + last.count : null,
    });
  });
  const source: LogSource = {
    read,
    listen: (onChunks, onConfirmed) => {
      push = onChunks;
      confirm = onConfirmed;
      return () => undefined;
    },
    nextFrame: (run) => {
      frames.push(run);
      return () => frames.splice(frames.indexOf(run), 1);
    },
    after: (_, run) => {
      timers.push(run);
      return () => timers.splice(timers.indexOf(run), 1);
    },
  };
  return {
    source,
    read,
    push: (...chunks: ReadChunk[]) => push(chunks),
    confirm: () => confirm(),
    frame: () => frames.splice(0).forEach((run) => run()),
    tick: () => timers.splice(0).forEach((run) => run()),
    waiting: () => timers.length,
  };
};

const text = (feed: LogFeed): string =>
  feed
    .getState()
    .log.sections.flatMap((section) => section.lines.map((line) => line.text))
    .join('');

describe('the log of a page', () => {
  it('has the lines that were written before it was opened, page after page', async () => {
    const { source } = makeSource([chunk(0, 'a'), chunk(1, 'b', 'c'), chunk(3, 'd'), chunk(4, 'e')]);
    const feed = new LogFeed(source);
    feed.start();
    await vi.waitFor(() => expect(text(feed)).toBe('abcde'));
    expect(feed.getState().loading).toBe(false);
  });

  it('changes once a frame, however many chunks come', async () => {
    const { source, push, frame } = makeSource([]);
    const feed = new LogFeed(source);
    feed.start();
    await vi.waitFor(() => expect(feed.getState().loading).toBe(false));
    const listener = vi.fn();
    feed.subscribe(listener);
    for (let seq = 0; seq < 500; seq += 1) push(chunk(seq, 'x'));
    expect(listener).not.toHaveBeenCalled();
    frame();
    expect(listener).toHaveBeenCalledTimes(1);
    expect(feed.getState().log.size).toBe(500);
  });

  it('reads what a lost event has left out', async () => {
    const stored = [chunk(0, 'a')];
    const { source, push, frame, tick, waiting } = makeSource(stored);
    const feed = new LogFeed(source);
    feed.start();
    await vi.waitFor(() => expect(text(feed)).toBe('a'));
    stored.push(chunk(1, 'b'), chunk(2, 'c'));
    push(chunk(2, 'c'));
    frame();
    expect(text(feed)).toBe('ac');
    expect(waiting()).toBe(1);
    tick();
    await vi.waitFor(() => expect(text(feed)).toBe('abc'));
  });

  it('reads on whenever the subscription is confirmed, so that a reconnect loses nothing', async () => {
    const stored = [chunk(0, 'a')];
    const { source, confirm } = makeSource(stored);
    const feed = new LogFeed(source);
    feed.start();
    await vi.waitFor(() => expect(text(feed)).toBe('a'));
    stored.push(chunk(1, 'b'));
    confirm();
    await vi.waitFor(() => expect(text(feed)).toBe('ab'));
  });

  it('reads until the announced end is reached, and then no more', async () => {
    const stored = [chunk(0, 'a')];
    const { source, read, tick, waiting } = makeSource(stored);
    const feed = new LogFeed(source);
    feed.start();
    await vi.waitFor(() => expect(text(feed)).toBe('a'));
    feed.end(2);
    await vi.waitFor(() => expect(waiting()).toBe(1));
    stored.push(chunk(1, 'b'));
    tick();
    await vi.waitFor(() => expect(feed.getState().log.complete).toBe(true));
    const reads = read.mock.calls.length;
    expect(waiting()).toBe(0);
    expect(read.mock.calls.length).toBe(reads);
  });

  it('gives up on what never comes, and says which lines are missing', async () => {
    const { source, tick, waiting } = makeSource([chunk(0, 'a')]);
    const feed = new LogFeed(source);
    feed.start();
    feed.end(3);
    for (let turn = 0; turn < 20; turn += 1) {
      await Promise.resolve();
      await new Promise((resolve) => setImmediate(resolve));
      tick();
    }
    expect(waiting()).toBe(0);
    expect(feed.getState().log.gaps()).toEqual([{ from: 1, to: 2 }]);
  });

  it('tries again when a read fails', async () => {
    const { source, read, tick, waiting } = makeSource([chunk(0, 'a')]);
    read.mockRejectedValueOnce(new Error('away'));
    const feed = new LogFeed(source);
    feed.start();
    await vi.waitFor(() => expect(waiting()).toBe(1));
    expect(feed.getState().failed).toBe(true);
    tick();
    await vi.waitFor(() => expect(text(feed)).toBe('a'));
    expect(feed.getState().failed).toBe(false);
  });
});
