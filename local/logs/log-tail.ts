/**
 * Follows a file that grows and hands its whole lines on, in order, one batch at a time: while a batch is on its way, what
 * comes next waits in the file and makes the next batch bigger. How far it came is written down only after a batch was
 * taken, so nothing is lost when the host dies; the batch that was on its way comes again.
 */
import { closeSync, openSync, readFileSync, watch, writeSync, type FSWatcher } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';

/** A stretch of whole lines, and where it begins in the file. */
export interface LogBatch {
  offset: number;
  lines: string[];
}

/** What a tail follows, and who takes it. */
export interface LogTailOptions {
  file: string;
  offsetFile: string;
  /** Takes a batch; when it fails, the same batch comes again. Who takes says why it failed. */
  take: (batch: LogBatch) => Promise<void>;
  /** The file itself cannot be read; the tail is over. */
  onError: (error: unknown) => void;
}

/** A running tail. */
export interface LogTail {
  /** Resolves when all that stands in the file has been taken; a last line without a newline counts. Then it is over. */
  finish(): Promise<void>;
  /** Gives up at once; what was not taken comes after the next start. */
  stop(): void;
}

/**
 * Seven records of a builder. On its way a batch is written down several times, and V8 gives a text of more than 128 KiB pages of its own,
 * which costs many times what the text does.
 */
const batchBytes = 112 * 1024;
const pollMs = 200;
const firstRetryMs = 200;
const longestRetryMs = 5_000;
const newline = 10;

const readOffset = (path: string): number => {
  try {
    return Number.parseInt(readFileSync(path, 'utf8'), 10) || 0;
  } catch {
    return 0;
  }
};

/** Reads on from an offset up to the last newline; with `toEnd`, up to the end of the file. */
const readLines = async (
  handle: FileHandle,
  offset: number,
  buffer: Buffer,
  toEnd: boolean,
): Promise<{ lines: string[]; bytes: number }> => {
  const { bytesRead } = await handle.read(buffer, 0, buffer.length, offset);
  const content = buffer.subarray(0, bytesRead);
  const last = content.lastIndexOf(newline);
  // A line that fills the whole buffer is no record of ours; it is passed in pieces rather than never.
  const bytes = last >= 0 ? last + 1 : toEnd || bytesRead === buffer.length ? bytesRead : 0;
  const text = content.toString('utf8', 0, bytes);
  return { bytes, lines: text === '' ? [] : text.replace(/\n$/, '').split('\n') };
};

/** Starts to follow a file that exists. */
export const startLogTail = ({ file, offsetFile, take, onError }: LogTailOptions): LogTail => {
  let offset = readOffset(offsetFile);
  let [stopped, finishing, dirty] = [false, false, true];
  let wake: () => void = () => undefined;
  const offsets = openSync(offsetFile, 'a+', 0o600);
  closeSync(offsets);
  const offsetHandle = openSync(offsetFile, 'r+');
  const notice = (): void => {
    dirty = true;
    wake();
  };
  let watcher: FSWatcher | undefined;
  try {
    watcher = watch(file, { persistent: false }, notice);
    watcher.on('error', () => undefined);
  } catch {
    // Too many watches, or a drive that has none: the poll sees it.
  }
  const poll = setInterval(notice, pollMs);

  const changed = (): Promise<void> =>
    dirty || finishing || stopped ? Promise.resolve() : new Promise((resolve) => (wake = resolve));

  const takeUntilTaken = async (batch: LogBatch): Promise<boolean> => {
    for (let waitMs = firstRetryMs; !stopped; waitMs = Math.min(waitMs * 2, longestRetryMs)) {
      try {
        await take(batch);
        return true;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, waitMs));
      }
    }
    return false;
  };

  const keepOffset = (): void => {
    try {
      writeSync(offsetHandle, `${offset}\n`.padStart(20, '0'), 0);
    } catch {
      // The disk is full. The next batch tries again; what is taken twice after a restart is taken for what it is.
    }
  };

  const follow = async (): Promise<void> => {
    const handle = await open(file, 'r');
    const buffer = Buffer.allocUnsafe(batchBytes);
    try {
      for (;;) {
        await changed();
        dirty = false;
        const last = finishing;
        for (;;) {
          if (stopped) return;
          const { lines, bytes } = await readLines(handle, offset, buffer, last);
          if (bytes === 0) break;
          if (!(await takeUntilTaken({ offset, lines }))) return;
          offset += bytes;
          keepOffset();
        }
        if (last || stopped) return;
      }
    } finally {
      await handle.close();
    }
  };

  const done = follow()
    .catch(onError)
    .finally(() => {
      clearInterval(poll);
      watcher?.close();
      closeSync(offsetHandle);
    });
  return {
    finish: () => {
      finishing = true;
      wake();
      return done;
    },
    stop: () => {
      stopped = true;
      wake();
    },
  };
};
