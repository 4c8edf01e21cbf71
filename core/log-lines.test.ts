import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLogLines } from './log-lines';

const cut = (pieces: readonly string[], limit?: number): string[] => {
  const lines = createLogLines(limit);
  return [...pieces.flatMap((piece) => lines.push(piece)), ...lines.end()];
};

describe('log lines', () => {
  it.each([
    ['a\nb\n', ['a', 'b']],
    ['a\n\nb', ['a', '', 'b']],
    ['', []],
    ['\n', ['']],
    ['10%\r50%\r100%\n', ['100%']],
    ['10%\r\n', ['10%']],
    ['10%\r', ['10%']],
    ['10%\rdone', ['done']],
  ])('of %j are %j', (text, expected) => {
    expect(cut([text])).toEqual(expected);
  });

  it('are given as soon as they are complete', () => {
    const lines = createLogLines();
    expect(lines.push('a\nb')).toEqual(['a']);
    expect(lines.push('c\n')).toEqual(['bc']);
    expect(lines.end()).toEqual([]);
  });

  it('are cut at the cap, with a note of how much is missing', () => {
    expect(cut(['x'.repeat(15) + '\nnext\n'], 10)).toEqual([
      `${'x'.repeat(10)} … [line cut: 5 more characters]`,
      'next',
    ]);
    expect(cut(['x'.repeat(10) + '\n'], 10)).toEqual(['x'.repeat(10)]);
  });

  it('take no memory for what lies beyond the cap', () => {
    const lines = createLogLines();
    const piece = 'y'.repeat(1_000_000);
    for (let count = 0; count < 350; count++) expect(lines.push(piece)).toEqual([]);
    const [line] = lines.end();
    expect(line).toHaveLength(65_536 + ' … [line cut: 349,934,464 more characters]'.length);
  });

  it('are the same however the text is cut', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '\r'), maxLength: 40 });
    fc.assert(
      fc.property(text, fc.nat(40), fc.nat(40), (whole, first, second) => {
        const [one, two] = first < second ? [first, second] : [second, first];
        const pieces = [whole.slice(0, one), whole.slice(one, two), whole.slice(two)];
        expect(cut(pieces, 5)).toEqual(cut([whole], 5));
      }),
      { numRuns: 2_000 },
    );
  });
});
