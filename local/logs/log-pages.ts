/** Pages of a file of lines, forward from an offset or backward from one: what CloudWatch Logs gives of a stream. */
import { open } from 'node:fs/promises';

/** Whole lines of a file, and where they begin and end in it. */
export interface LogPage {
  lines: string[];
  from: number;
  to: number;
  /** When the file last grew, in milliseconds since 1970. */
  time: number;
}

/** What to read: at most so many lines and bytes, after or before an offset. */
export interface PageRequest {
  after?: number;
  /** Left out together with `after`: before the end of the file. */
  before?: number;
  lines: number;
  bytes: number;
}

const newline = '\n';
const bytesOf = (lines: readonly string[]): number =>
  lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);

/** Reads a page; a last line without a newline is left for later. Throws when there is no file. */
export const readLogPage = async (file: string, request: PageRequest): Promise<LogPage> => {
  const handle = await open(file, 'r');
  try {
    const { size, mtimeMs: time } = await handle.stat();
    const { after, before = size, lines: most, bytes } = request;
    const start = Math.min(size, after ?? Math.max(0, before - bytes));
    const end = Math.min(size, after === undefined ? before : start + bytes);
    const buffer = Buffer.alloc(Math.max(0, end - start));
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, start);
    const content = buffer.toString('utf8', 0, buffer.lastIndexOf(newline, bytesRead) + 1);
    const whole = content === '' ? [] : content.slice(0, -1).split(newline);
    if (after !== undefined) {
      const lines = whole.slice(0, most);
      return { lines, from: start, to: start + bytesOf(lines), time };
    }
    const to = start + Buffer.byteLength(content);
    // The first line may be cut: its beginning lies before the page.
    const lines = whole.slice(start > 0 ? 1 : 0).slice(-most);
    return { lines, from: to - bytesOf(lines), to, time };
  } finally {
    await handle.close();
  }
};
