/**
 * Keeps a log within its limit: its head goes out as it comes; of what comes after the head only the last lines are kept, and they go
 * out at the end. Two lines of Trellis' own say so, the second with the exact count of lines between the two.
 */
import type { LogBatcher, LogOrigin } from './log-batcher';
import { createLogTail, type KeptLines, type LogTail } from './log-tail';

/** A megabyte of a limit. */
const MB = 1_000_000;
/** A tail is not longer, and never more than half of the log. */
const maxTailBytes = 16 * MB;

/** Takes lines, and gives those of the head to a batcher. */
export interface LogCap {
  add(origin: LogOrigin, lines: readonly string[]): void;
  /** The beginning of a line; only while `isOpen`. */
  addPart(origin: LogOrigin, text: string): void;
  /** True while lines go out as they come. */
  isOpen(): boolean;
  /** What goes out at the end: nothing, or a note and the last lines. They come piece by piece, since they may be many. */
  rest(): Generator<KeptLines>;
  /** How many lines were left out; known after `rest`. */
  omitted(): number;
}

const inMegabytes = (bytes: number): string =>
  `${(bytes / MB).toLocaleString('en-US', { maximumFractionDigits: 1 })} MB`;

const headNote = (head: number, tail: number): string =>
  `… This log has come to ${inMegabytes(head)}. Of what follows the last ${inMegabytes(tail)} are kept and shown at the end …`;

const tailNote = (lines: number, bytes: number, limit: number): string =>
  `… ${lines.toLocaleString('en-US')} ${lines === 1 ? 'line' : 'lines'} (${inMegabytes(bytes)}) left out: the log is longer than ${inMegabytes(limit)} …`;

/** A cap of so many megabytes in front of a batcher. Sizes are those of the lines' text, newlines included. */
export const createLogCap = (batcher: LogBatcher, limitMb: number): LogCap => {
  const limit = limitMb * MB;
  const tailBytes = Math.min(maxTailBytes, limit / 2);
  const headBytes = limit - tailBytes;
  let written = 0;
  let tail: LogTail | undefined;
  let left = 0;

  /** How many of these lines the head has room for; counts them. */
  const takeRoom = (lines: readonly string[]): number => {
    let count = 0;
    for (const line of lines) {
      const size = Buffer.byteLength(line) + 1;
      if (written + size > headBytes) break;
      written += size;
      count += 1;
    }
    return count;
  };

  return {
    add(origin, lines) {
      if (tail !== undefined) {
        tail.add(origin, lines);
        return;
      }
      const count = takeRoom(lines);
      if (count === lines.length) {
        batcher.add(origin, lines);
        return;
      }
      batcher.add(origin, lines.slice(0, count));
      batcher.add({ step: origin.step, stderr: false }, [headNote(headBytes, tailBytes)]);
      tail = createLogTail(tailBytes);
      tail.add(origin, lines.slice(count));
    },
    addPart(origin, text) {
      written += Buffer.byteLength(text);
      batcher.addPart(origin, text);
    },
    isOpen: () => tail === undefined,
    *rest() {
      if (tail === undefined) return;
      const { omitted, kept } = tail.end();
      left = omitted.lines;
      let noted = left === 0;
      for (const each of kept) {
        if (!noted)
          yield {
            origin: { step: each.origin.step, stderr: false },
            lines: [tailNote(left, omitted.bytes, limit)],
          };
        noted = true;
        yield each;
      }
    },
    omitted: () => left,
  };
};
