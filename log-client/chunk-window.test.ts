import { describe, expect, it } from 'vitest';
import { ChunkWindow } from './chunk-window';
import { chunk, chunksOf } from './testing/fake-source';

const firsts = (window: ChunkWindow): number[] => window.take().map(({ firstSeq }) => firstSeq);

describe('a window of chunks', () => {
  it('gives each chunk once and in order', () => {
    const window = new ChunkWindow(0, 10_000);
    const [a, b, c] = chunksOf(3);
    if (!a || !b || !c) throw new Error('three chunks were expected');
    expect(window.offer([c, b, c])).toBe(true);
    expect(firsts(window)).toEqual([]);
    expect(window.nextSeq).toBe(0);
    window.offer([a, b]);
    expect(firsts(window)).toEqual([0, 2, 4]);
    window.offer([a, b, c]);
    expect(firsts(window)).toEqual([]);
    expect(window.nextSeq).toBe(6);
    expect(window.hasEarly).toBe(false);
  });

  it('says what it had no room for, and has room again when something was taken', () => {
    const window = new ChunkWindow(0, 500);
    const all = chunksOf(4);
    expect(window.offer(all)).toBe(false);
    expect(firsts(window)).toEqual([0, 2]);
    expect(window.offer(all.slice(2))).toBe(true);
    expect(firsts(window)).toEqual([4, 6]);
  });

  it('always has room for what is next of a page, however long that is', () => {
    const window = new ChunkWindow(0, 500);
    window.put([chunk(0, ['x'.repeat(5_000)]), chunk(1, ['y']), chunk(5, ['z'])]);
    expect(firsts(window)).toEqual([0, 1]);
    expect(window.hasEarly).toBe(false);
  });

  it('goes on behind what is given up', () => {
    const window = new ChunkWindow(0, 10_000);
    window.offer([chunk(5, ['f']), chunk(3, ['d'])]);
    expect(window.firstEarly()).toBe(3);
    window.skipTo(3);
    expect(firsts(window)).toEqual([3]);
    window.offer([chunk(1, ['b'])]);
    expect(firsts(window)).toEqual([]);
    expect(window.firstEarly()).toBe(5);
  });

  it('takes what overlaps with lines that were given for a repeat', () => {
    const window = new ChunkWindow(0, 10_000);
    window.offer([chunk(2, ['c'])]);
    window.offer([chunk(0, ['a', 'b', 'c', 'd'])]);
    expect(firsts(window)).toEqual([0]);
    expect(window.firstEarly()).toBeUndefined();
    expect(window.hasEarly).toBe(false);
  });

  it('takes a chunk of no lines for nothing', () => {
    const window = new ChunkWindow(0, 10_000);
    window.offer([{ ...chunk(0, []), count: 0 }]);
    expect(window.hasReady || window.hasEarly).toBe(false);
  });
});
