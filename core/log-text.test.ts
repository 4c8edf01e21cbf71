import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLogText } from './log-text';

const clean = (...pieces: (string | Uint8Array)[]): string => {
  const text = createLogText();
  return (
    pieces.map((piece) => text.push(typeof piece === 'string' ? Buffer.from(piece) : piece)).join('') +
    text.end()
  );
};

const esc = '\u001b';

describe('log text', () => {
  it.each([
    ['colours', `${esc}[1;31mred${esc}[0m`, `${esc}[1;31mred${esc}[0m`],
    [
      'hyperlinks',
      `${esc}]8;;https://a.example${esc}\\a${esc}]8;;\u0007`,
      `${esc}]8;;https://a.example${esc}\\a${esc}]8;;\u0007`,
    ],
    ['tabs and line ends', 'a\tb\nc', 'a\tb\nc'],
    ['bare carriage returns', 'a\rb', 'a\rb'],
  ])('keeps %s', (_, input, expected) => {
    expect(clean(input)).toBe(expected);
  });

  it.each([
    ['erasing and cursor moves', `a${esc}[2Kb${esc}[3Ac${esc}[?25ld`, 'abcd'],
    ['window titles', `${esc}]0;title\u0007a`, 'a'],
    ['NUL, bells and backspaces', 'a\0b\u0007c\bd', 'abcd'],
    ['other escapes', `${esc}(Ba${esc}=b${esc}c`, 'ab'],
    ['a lone escape at the end', `a${esc}`, 'a'],
  ])('drops %s', (_, input, expected) => {
    expect(clean(input)).toBe(expected);
  });

  it('takes a move to the first column for a carriage return', () => {
    expect(clean(`10%${esc}[2K${esc}[1G20%`)).toBe('10%\r20%');
  });

  it('makes every kind of line end a newline', () => {
    expect(clean('a\r\nb\r\r\nc\n')).toBe('a\nb\nc\n');
    expect(clean('a\r', '\nb')).toBe('a\nb');
  });

  it('shows bytes that are no UTF-8 as U+FFFD and goes on', () => {
    expect(clean(Uint8Array.of(0x61, 0xff, 0x62, 0xc3), Uint8Array.of(0xa9))).toBe('a\ufffdbé');
    expect(clean(Uint8Array.of(0xc3))).toBe('\ufffd');
  });

  it('does not wait for a sequence that never ends', () => {
    const text = createLogText();
    const out = text.push(Buffer.from(`${esc}]0;${'x'.repeat(10_000)}`));
    expect(out).toContain('xxx');
  });

  it('tells that it holds back what may change what came before', () => {
    const text = createLogText();
    text.push(Buffer.from('10%'));
    expect(text.holds()).toBe(false);
    for (const unfinished of ['\r', `${esc}[2`]) {
      text.push(Buffer.from(unfinished));
      expect(text.holds()).toBe(true);
      text.push(Buffer.from('Kx'));
      expect(text.holds()).toBe(false);
    }
  });

  it('gives the same text however the bytes are cut', () => {
    const part = fc.constantFrom(
      'a',
      'é',
      '😀',
      '\r',
      '\n',
      '\r\n',
      `${esc}[31m`,
      `${esc}[2K`,
      `${esc}]8;;x${esc}\\`,
      esc,
      '\0',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 20 }), fc.nat(60), fc.nat(60), (parts, first, second) => {
        const bytes = Buffer.from(parts.join(''));
        const [one, two] = first < second ? [first, second] : [second, first];
        expect(clean(bytes.subarray(0, one), bytes.subarray(one, two), bytes.subarray(two))).toBe(
          clean(bytes),
        );
      }),
      { numRuns: 2_000 },
    );
  });
});
