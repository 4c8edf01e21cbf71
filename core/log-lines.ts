/**
 * Cuts clean, masked text into lines. Of a line that was written over ("\r", as progress bars do) the last state is kept; a
 * line longer than the cap is cut with a note.
 */

/** The longest line that is kept, in characters. */
const maxLineLength = 65_536;

/** Cuts one stream into lines. */
export interface LogLines {
  /** Lines that this text completes, without their newlines. */
  push(text: string): string[];
  /** What is left when the stream has ended. */
  end(): string[];
}

const note = (omitted: number): string => ` … [line cut: ${omitted.toLocaleString('en-US')} more characters]`;

/** A line cutter for one stream. */
export const createLogLines = (limit: number = maxLineLength): LogLines => {
  let pieces: string[] = [];
  let length = 0;
  let omitted = 0;
  /** A "\r" was seen: what is written next replaces the line. */
  let rewind = false;

  const add = (piece: string): void => {
    if (piece === '') return;
    if (rewind) {
      pieces = [];
      length = 0;
      omitted = 0;
      rewind = false;
    }
    const room = limit - length;
    if (piece.length <= room) {
      pieces.push(piece);
      length += piece.length;
      return;
    }
    if (room > 0) pieces.push(piece.slice(0, room));
    length = limit;
    omitted += piece.length - room;
  };

  const append = (text: string): void => {
    let from = 0;
    for (let at = text.indexOf('\r'); at !== -1; at = text.indexOf('\r', from)) {
      add(text.slice(from, at));
      rewind = true;
      from = at + 1;
    }
    add(from === 0 ? text : text.slice(from));
  };

  const take = (): string => {
    const line = pieces.length === 1 ? (pieces[0] ?? '') : pieces.join('');
    const whole = omitted > 0 ? line + note(omitted) : line;
    pieces = [];
    length = 0;
    omitted = 0;
    rewind = false;
    return whole;
  };

  return {
    push(text) {
      const parts = text.split('\n');
      const rest = parts.pop() ?? '';
      const lines = parts.map((part) => {
        // Most lines come whole: nothing of them is held, nothing in them is to be done.
        if (length === 0 && !rewind && part.length <= limit && !part.includes('\r')) return part;
        append(part);
        return take();
      });
      append(rest);
      return lines;
    },
    end: () => (length > 0 ? [take()] : []),
  };
};
