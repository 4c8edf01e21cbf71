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

  it('wait for their end, and can be shown in parts until then', () => {
    const lines = createLogLines();
    expect(lines.waits()).toBe(false);
    lines.push('a\nContinue? ');
    expect(lines.waits()).toBe(true);
    expect(lines.release()).toBe('Continue? ');
    expect([lines.waits(), lines.release()]).toEqual([false, '']);
    lines.push('(y/N) ');
    expect(lines.release()).toBe('(y/N) ');
    expect(lines.push('y\nb\n')).toEqual(['y', 'b']);
    lines.push('Continue? ');
    lines.release();
    expect(lines.push('\nc')).toEqual(['']);
    expect(lines.end()).toEqual(['c']);
    lines.push('Continue? ');
    lines.release();
    expect(lines.end()).toEqual(['']);
    expect(lines.end()).toEqual([]);
  });

  it('that are being written over are not shown in parts', () => {
    const lines = createLogLines();
    lines.push('10%\r');
    expect([lines.waits(), lines.release()]).toEqual([false, '']);
    lines.push('20%');
    expect(lines.release()).toBe('20%');
  });

  it('stay when they are written over after they were shown', () => {
    const lines = createLogLines();
    lines.push('10%');
    lines.release();
    expect(lines.push(' of all\r20%\r30%')).toEqual(['']);
    expect(lines.push('\n')).toEqual(['30%']);
    lines.push('40%');
    lines.release();
    expect(lines.push('\r\n')).toEqual(['']);
  });

  it('are cut at the cap with their parts counted', () => {
    const lines = createLogLines(10);
    lines.push('x'.repeat(8));
    lines.release();
    lines.push('y'.repeat(5));
    expect(lines.release()).toBe('');
    expect(lines.push('\n')).toEqual(['yy … [line cut: 3 more characters]']);
  });

  it('are the same whether parts of them are shown or not, as long as nothing is written over', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n'), maxLength: 40 });
    fc.assert(
      fc.property(
        text,
        fc.array(fc.tuple(fc.nat(6), fc.boolean()), { minLength: 40, maxLength: 40 }),
        (whole, cuts) => {
          const lines = createLogLines(8);
          let out = '';
          let at = 0;
          for (const [size, shows] of cuts) {
            out += lines
              .push(whole.slice(at, at + size))
              .map((line) => `${line}\n`)
              .join('');
            at += size;
            if (shows) out += lines.release();
          }
          out += [...lines.push(whole.slice(at)), ...lines.end()].map((line) => `${line}\n`).join('');
          expect(out).toBe(
            cut([whole], 8)
              .map((line) => `${line}\n`)
              .join(''),
          );
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
