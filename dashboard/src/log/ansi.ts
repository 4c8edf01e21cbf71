/**
 * Reads the colours of terminals (SGR sequences) and links (OSC 8) out of log lines. Never makes HTML: the answer is text
 * with styles, which React draws. The state at a line's end is the state at the next one's start.
 */

/** 0 to 15 for the terminal's own colours, or a CSS colour. */
export type Colour = number | string;

export interface Style {
  readonly fg?: Colour;
  readonly bg?: Colour;
  readonly bold?: true;
  readonly dim?: true;
  readonly italic?: true;
  readonly underline?: true;
  readonly inverse?: true;
  readonly strike?: true;
  /** The address of an OSC 8 link. */
  readonly href?: string;
}

export interface Span {
  readonly text: string;
  readonly style: Style;
}

export const plain: Style = {};

const ESCAPE = '\u001b';

/** SGR (1), an OSC 8 link with its address (2), and what is dropped: other sequences and control characters. */
const sequence = new RegExp(
  [
    String.raw`\u001b\[([0-9;:]*)m`,
    String.raw`\u001b\]8;[^;\u0007\u001b]*;([^\u0007\u001b]*)(?:\u0007|\u001b\\)`,
    String.raw`\u001b\[[0-?]*[ -/]*[@-~]`,
    String.raw`\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)?`,
    String.raw`[\u0000-\u0008\u000b-\u001f\u007f]`,
  ].join('|'),
  'g',
);

type Flag = 'bold' | 'dim' | 'italic' | 'underline' | 'inverse' | 'strike';

const on: Record<number, Flag> = {
  1: 'bold',
  2: 'dim',
  3: 'italic',
  4: 'underline',
  7: 'inverse',
  9: 'strike',
};
const off: Record<number, readonly Flag[]> = {
  22: ['bold', 'dim'],
  23: ['italic'],
  24: ['underline'],
  27: ['inverse'],
  29: ['strike'],
};

const without = (style: Style, names: readonly (keyof Style)[]): Style =>
  Object.fromEntries(Object.entries(style).filter(([name]) => !names.includes(name as keyof Style)));

const channel = (value: number): number => Math.max(0, Math.min(255, value | 0));

const paletteColour = (index: number): Colour | undefined => {
  if (!(index >= 0 && index <= 255)) return undefined;
  if (index < 16) return index;
  if (index >= 232) {
    const grey = 8 + (index - 232) * 10;
    return `rgb(${grey} ${grey} ${grey})`;
  }
  const level = (value: number): number => (value === 0 ? 0 : 55 + value * 40);
  const cube = index - 16;
  return `rgb(${level(Math.floor(cube / 36))} ${level(Math.floor(cube / 6) % 6)} ${level(cube % 6)})`;
};

/** Reads `5;n` or `2;r;g;b` after 38 or 48; answers the colour and how many numbers it took. */
const extended = (codes: readonly number[], at: number): [Colour | undefined, number] => {
  if (codes[at] === 5) return [paletteColour(codes[at + 1] ?? -1), 2];
  if (codes[at] === 2) {
    const [red = 0, green = 0, blue = 0] = codes.slice(at + 1, at + 4);
    return [`rgb(${channel(red)} ${channel(green)} ${channel(blue)})`, 4];
  }
  return [undefined, 1];
};

const applyCode = (style: Style, code: number): Style => {
  const flag = on[code];
  if (flag) return { ...style, [flag]: true };
  const flags = off[code];
  if (flags) return without(style, flags);
  if (code === 0) return style.href === undefined ? plain : { href: style.href };
  if (code === 39) return without(style, ['fg']);
  if (code === 49) return without(style, ['bg']);
  if (code >= 30 && code <= 37) return { ...style, fg: code - 30 };
  if (code >= 90 && code <= 97) return { ...style, fg: code - 82 };
  if (code >= 40 && code <= 47) return { ...style, bg: code - 40 };
  if (code >= 100 && code <= 107) return { ...style, bg: code - 92 };
  return style;
};

const applySgr = (style: Style, parameters: string): Style => {
  const codes = parameters.split(/[;:]/).map(Number);
  let next = style;
  for (let index = 0; index < codes.length; index += 1) {
    const code = codes[index] ?? 0;
    if (code !== 38 && code !== 48) {
      next = applyCode(next, code);
      continue;
    }
    const [colour, taken] = extended(codes, index + 1);
    if (colour !== undefined) next = { ...next, [code === 38 ? 'fg' : 'bg']: colour };
    index += taken;
  }
  return next;
};

const applyMatch = (style: Style, match: RegExpMatchArray): Style => {
  if (match[1] !== undefined) return applySgr(style, match[1]);
  if (match[2] === undefined) return style;
  return /^https?:\/\//i.test(match[2]) ? { ...style, href: match[2] } : without(style, ['href']);
};

/** A line as styled spans, from the style that the line before left. */
export const tokenize = (line: string, start: Style = plain): Span[] => {
  if (line.search(sequence) < 0) return line ? [{ text: line, style: start }] : [];
  const spans: Span[] = [];
  let style = start;
  let at = 0;
  for (const match of line.matchAll(sequence)) {
    if (match.index > at) spans.push({ text: line.slice(at, match.index), style });
    style = applyMatch(style, match);
    at = match.index + match[0].length;
  }
  if (at < line.length) spans.push({ text: line.slice(at), style });
  return spans;
};

/** The style that a line leaves for the next one; the short way for lines that change nothing. */
export const styleAfter = (line: string, start: Style): Style => {
  if (!line.includes(ESCAPE)) return start;
  let style = start;
  for (const match of line.matchAll(sequence)) style = applyMatch(style, match);
  return style;
};

/** The text alone, as it is found and copied. */
export const stripAnsi = (line: string): string =>
  line.search(sequence) < 0 ? line : line.replace(sequence, '');
