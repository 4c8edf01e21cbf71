/** Cuts a line's spans further: addresses become links, masked secrets dots, found words marks. Pure. */
import { tokenize, type Span, type Style } from './ansi';

export interface Piece extends Span {
  readonly href?: string;
  readonly masked?: true;
  readonly mark?: 'hit' | 'now';
}

/** A found stretch of the plain text: from, to (not included), and whether it is the one that the reader stands on. */
export interface Mark {
  readonly from: number;
  readonly to: number;
  readonly now: boolean;
}

const special = /(?<url>https?:\/\/[^\s<>"'`\\^{|}]+)|(?<![*])(?<mask>\*{3})(?![*])/g;
const trailing = /[.,;:!?)\]]+$/;

const cutSpan = ({ text, style }: Span): Piece[] => {
  if (style.href !== undefined) return [{ text, style, href: style.href }];
  if (!text.includes('://') && !text.includes('***')) return [{ text, style }];
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of text.matchAll(special)) {
    const found = match[0].startsWith('***') ? match[0] : match[0].replace(trailing, '');
    if (match.index > at) pieces.push({ text: text.slice(at, match.index), style });
    pieces.push(
      match.groups?.['mask'] ? { text: found, style, masked: true } : { text: found, style, href: found },
    );
    at = match.index + found.length;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), style });
  return pieces;
};

const markPiece = (piece: Piece, start: number, marks: readonly Mark[]): Piece[] => {
  const end = start + piece.text.length;
  const touching = marks.filter((mark) => mark.from < end && mark.to > start);
  if (touching.length === 0) return [piece];
  if (piece.masked) return [{ ...piece, mark: touching.some((mark) => mark.now) ? 'now' : 'hit' }];
  const parts: Piece[] = [];
  let at = start;
  const cut = (to: number): string => piece.text.slice(at - start, to - start);
  for (const mark of touching) {
    const from = Math.max(mark.from, at);
    const to = Math.min(mark.to, end);
    if (from > at) parts.push({ ...piece, text: cut(from) });
    at = from;
    parts.push({ ...piece, text: cut(to), mark: mark.now ? 'now' : 'hit' });
    at = to;
  }
  if (at < end) parts.push({ ...piece, text: cut(end) });
  return parts;
};

/** A line as the pieces that are drawn, in order. */
export const piecesOf = (line: string, start: Style, marks: readonly Mark[] = []): Piece[] => {
  const pieces = tokenize(line, start).flatMap(cutSpan);
  if (marks.length === 0) return pieces;
  let at = 0;
  return pieces.flatMap((piece) => {
    const from = at;
    at += piece.text.length;
    return markPiece(piece, from, marks);
  });
};
