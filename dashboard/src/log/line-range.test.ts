import { describe, expect, it } from 'vitest';
import { extendRange, formatRange, parseRange } from './line-range';

describe('the address of lines', () => {
  it.each([
    ['#L120', { from: 119, to: 119 }],
    ['#L120-L140', { from: 119, to: 139 }],
    ['#L140-L120', { from: 119, to: 139 }],
  ])('%s is read', (hash, range) => {
    expect(parseRange(hash)).toEqual(range);
  });

  it.each(['', '#', '#L', '#L0', '#L1-', '#code=abc', '#L99999999999'])('%j is none', (hash) => {
    expect(parseRange(hash)).toBeUndefined();
  });

  it('is written as it is read', () => {
    for (const hash of ['#L1', '#L7-L9']) {
      const range = parseRange(hash);
      expect(range && formatRange(range)).toBe(hash);
    }
  });

  it('grows in both directions from the line chosen first', () => {
    expect(extendRange({ from: 5, to: 5 }, 9)).toEqual({ from: 5, to: 9 });
    expect(extendRange({ from: 5, to: 5 }, 2)).toEqual({ from: 2, to: 5 });
    expect(extendRange(undefined, 3)).toEqual({ from: 3, to: 3 });
  });
});
