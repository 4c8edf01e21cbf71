/**
 * Cuts clean, masked text into lines. Of a line that was written over ("\r", as progress bars do) the last state is kept; a
 * line longer than the cap is cut with a note. A line that waits for its end, such as a prompt, can be shown in parts.
 */

/** The longest line that is kept, in characters. */
const maxLineLength = 65_536;

/** Cuts one stream into lines. */
export interface LogLines {
  /** Lines that this text completes, without their newlines. The first one goes on with the parts that were released. */
  push(text: string): string[];
  /** True when something of the last line waits that may be shown before the line is complete. */
  waits(): boolean;
  /** What waits of the last line; it is given out by that. A line that is being written over does not wait. */
  release(): string;
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
  /** The line's beginning was given out as a part. */
  let released = false;
  /** Lines that the text at hand completes. */
  let done: string[] = [];

  const clear = (): void => {
    pieces = [];
    length = 0;
    omitted = 0;
    rewind = false;
    released = false;
  };

  const add = (piece: string): void => {
    if (piece === '') return;
    if (rewind) {
      // What was shown cannot be taken back: it stays as a line of its own.
      if (released) done.push('');
      clear();
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
    clear();
    return whole;
  };

  const waits = (): boolean => pieces.length > 0 && !rewind && omitted === 0;

  return {
    push(text) {
      done = [];
      const parts = text.split('\n');
      const rest = parts.pop() ?? '';
      for (const part of parts) {
        // Most lines come whole: nothing of them is held, nothing in them is to be done.
        if (length === 0 && !rewind && part.length <= limit && !part.includes('\r')) {
          done.push(part);
          continue;
        }
        append(part);
        done.push(take());
      }
      append(rest);
      return done;
    },
    waits,
    release() {
      if (!waits()) return '';
      const part = pieces.join('');
      pieces = [];
      released = true;
      return part;
    },
    end: () => (length > 0 ? [take()] : []),
  };
};
