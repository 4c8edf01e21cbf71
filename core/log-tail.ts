/**
 * Keeps the last lines of a long log in bounded memory. Lines are written as bytes into blocks that are used again and again: a
 * string for each line would take several times the room of what it says.
 */
import type { LogOrigin } from './log-batcher';

/** Lines of one origin, as they were given. */
export interface KeptLines {
  origin: LogOrigin;
  lines: string[];
}

/** How much was left out. */
interface Omitted {
  lines: number;
  /** UTF-8, newlines included. */
  bytes: number;
}

/** The last lines of a log. */
export interface LogTail {
  add(origin: LogOrigin, lines: readonly string[]): void;
  /** What was left out, and what is kept, oldest first. Nothing can be added any more. */
  end(): { omitted: Omitted; kept: Generator<KeptLines> };
}

/** Holds the longest line, which is cut at 65,536 characters of three bytes at most. */
const blockBytes = 262_144;

const newline = 10;

/** Lines of one origin inside a block, up to where they reach. */
interface Entry {
  origin: LogOrigin;
  end: number;
}

interface Block {
  bytes: Buffer;
  used: number;
  lines: number;
  entries: Entry[];
}

const newBlock = (size: number): Block => ({
  bytes: Buffer.allocUnsafe(size),
  used: 0,
  lines: 0,
  entries: [],
});

/** A place for the last `capacity` bytes of a log: whole lines, each with its newline. */
export const createLogTail = (capacity: number): LogTail => {
  const blocks: Block[] = [];
  let total = 0;
  const omitted: Omitted = { lines: 0, bytes: 0 };

  const drop = (bytes: number, lines: number): void => {
    total -= bytes;
    omitted.bytes += bytes;
    omitted.lines += lines;
  };

  /** A block with room; the oldest one again when the tail is full without it. */
  const nextBlock = (size: number): Block => {
    const [oldest] = blocks;
    if (oldest === undefined || total - oldest.used < capacity) return newBlock(Math.max(size, blockBytes));
    blocks.shift();
    drop(oldest.used, oldest.lines);
    if (oldest.bytes.length !== blockBytes || size > blockBytes) return nextBlock(size);
    return Object.assign(oldest, { used: 0, lines: 0, entries: [] });
  };

  const write = (origin: LogOrigin, lines: readonly string[]): void => {
    const text = `${lines.join('\n')}\n`;
    const size = Buffer.byteLength(text);
    if (size > blockBytes && lines.length > 1) {
      const half = lines.length >> 1;
      write(origin, lines.slice(0, half));
      write(origin, lines.slice(half));
      return;
    }
    let block = blocks.at(-1);
    if (block === undefined || block.used + size > block.bytes.length) {
      block = nextBlock(size);
      blocks.push(block);
    }
    block.bytes.write(text, block.used);
    block.used += size;
    block.lines += lines.length;
    total += size;
    const last = block.entries.at(-1);
    if (last?.origin === origin) last.end = block.used;
    else block.entries.push({ origin, end: block.used });
  };

  /** Leaves out the oldest lines that are over the capacity; gives how many of those in the blocks. */
  const trim = (): number => {
    let count = 0;
    for (const { bytes, used } of blocks) {
      for (let start = 0; total > capacity && start < used; count += 1) {
        const next = bytes.indexOf(newline, start) + 1;
        drop(next - start, 1);
        start = next;
      }
    }
    return count;
  };

  const linesAfter = function* (skipped: number): Generator<KeptLines> {
    let skip = skipped;
    for (const { bytes, entries } of blocks) {
      let start = 0;
      for (const { origin, end } of entries) {
        const lines = bytes.toString('utf8', start, end - 1).split('\n');
        start = end;
        const kept = lines.slice(skip);
        skip = Math.max(0, skip - lines.length);
        if (kept.length > 0) yield { origin, lines: kept };
      }
    }
  };

  return {
    add(origin, lines) {
      if (lines.length > 0) write(origin, lines);
    },
    end() {
      const kept = linesAfter(trim());
      return { omitted, kept };
    },
  };
};
