import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plain, stripAnsi, styleAfter, tokenize } from './ansi';

const E = '\u001b';

describe('the colours of a log line', () => {
  it('are read from the sixteen of the terminal, dark and bright', () => {
    expect(tokenize(`a${E}[31mb${E}[92mc${E}[0md`)).toEqual([
      { text: 'a', style: {} },
      { text: 'b', style: { fg: 1 } },
      { text: 'c', style: { fg: 10 } },
      { text: 'd', style: {} },
    ]);
  });

  it('are read from 256 and from true colour, with what follows still understood', () => {
    expect(tokenize(`${E}[38;5;196;1mx`)).toEqual([{ text: 'x', style: { fg: 'rgb(255 0 0)', bold: true } }]);
    expect(tokenize(`${E}[48;2;1;2;3;4my`)).toEqual([
      { text: 'y', style: { bg: 'rgb(1 2 3)', underline: true } },
    ]);
    expect(tokenize(`${E}[38;5;9mz`)).toEqual([{ text: 'z', style: { fg: 9 } }]);
  });

  it('go on in the next line until they are reset', () => {
    const after = styleAfter(`${E}[1;33mwarning`, plain);
    expect(tokenize('goes on', after)).toEqual([{ text: 'goes on', style: { bold: true, fg: 3 } }]);
    expect(styleAfter(`${E}[22;39m`, after)).toEqual({});
  });

  it('never leave an escape in the text, whatever the line holds', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom(`${E}[`, `${E}[999m`, `${E}[38;5m`, `${E}]8;;`, `${E}[2K`, `${E}[1;1H`, '\u0007', '\r'),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const line = pieces.join('');
        const text = tokenize(line)
          .map((span) => span.text)
          .join('');
        expect(text).toBe(stripAnsi(line));
        expect(['\u0007', '\r', E].some((control) => text.includes(control))).toBe(false);
      }),
    );
  });

  it('link only to http and https', () => {
    const link = (href: string): string => `${E}]8;;${href}${E}\\here${E}]8;;${E}\\`;
    expect(tokenize(link('https://a.example/x'))).toEqual([
      { text: 'here', style: { href: 'https://a.example/x' } },
    ]);
    expect(tokenize(link('javascript:alert(1)'))).toEqual([{ text: 'here', style: {} }]);
  });
});
