import { describe, expect, it } from 'vitest';
import { plain } from './ansi';
import { piecesOf } from './pieces';

const shown = (line: string, marks = [] as { from: number; to: number; now: boolean }[]) =>
  piecesOf(line, plain, marks).map(({ text, href, masked, mark }) =>
    [text, href && 'link', masked && 'masked', mark].filter(Boolean).join('|'),
  );

describe('the pieces of a log line', () => {
  it('make an address a link, without the full stop after it', () => {
    expect(shown('see https://a.example/b?c=1. Then')).toEqual([
      'see ',
      'https://a.example/b?c=1|link',
      '. Then',
    ]);
  });

  it('make exactly three asterisks a masked secret', () => {
    expect(shown('URL=*** and ***** x')).toEqual(['URL=', '***|masked', ' and ***** x']);
  });

  it('mark what was found, also across colours', () => {
    const line = 'ab\u001b[31mcd\u001b[0mef';
    expect(shown(line, [{ from: 1, to: 5, now: true }])).toEqual(['a', 'b|now', 'cd|now', 'e|now', 'f']);
  });

  it('mark each of several hits on its own', () => {
    expect(
      shown('xaxa', [
        { from: 1, to: 2, now: false },
        { from: 3, to: 4, now: true },
      ]),
    ).toEqual(['x', 'a|hit', 'x', 'a|now']);
  });

  it('lose no character of the line', () => {
    const line = '(https://x.example/a), *** "http://y" done';
    expect(
      piecesOf(line, plain)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(line);
  });
});
