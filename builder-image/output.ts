/**
 * Writes records to a file descriptor without blocking the event loop, in order. `process.stdout` would block it whenever the
 * log driver is slow, and with it heartbeats and cancelling.
 */
import { write } from 'node:fs';

/** A queue in front of a file descriptor. */
export interface OutputQueue {
  write(line: string): void;
  /** A promise to wait for when too much is queued; undefined when there is room. */
  full(): Promise<void> | undefined;
  /** Resolves when everything is written. */
  flush(): Promise<void>;
}

const highWaterBytes = 1_048_576;
/** How long a write waits that was not taken: by a pipe that is full, and by a disk that is. */
const retryMs: Partial<Record<string, number>> = { EAGAIN: 5, ENOSPC: 200, EDQUOT: 200 };
/** A disk that is full for longer is taken for one that stays so. */
const longestFullMs = 300_000;

/** A queue that writes to `fd`. When the reader is gone, or the disk stays full, what is written is dropped. */
export const createOutput = (fd: number): OutputQueue => {
  let queued: string[] = [];
  let queuedBytes = 0;
  let writing = false;
  let broken = false;
  let waiters: { below: number; resolve: () => void }[] = [];

  const settle = (): void => {
    const left = writing ? Infinity : queuedBytes;
    waiters = waiters.filter(({ below, resolve }) => {
      const ready = below === 0 ? left === 0 : queuedBytes < below;
      if (ready) resolve();
      return !ready;
    });
  };

  let fullSince: number | undefined;
  /** How long to wait before the same bytes are tried again; undefined when that is of no use. */
  const waitAfter = ({ code = '' }: NodeJS.ErrnoException): number | undefined => {
    if (code === 'EAGAIN') return retryMs[code];
    fullSince ??= performance.now();
    return performance.now() - fullSince < longestFullMs ? retryMs[code] : undefined;
  };

  const writeAll = (bytes: Buffer): void => {
    write(fd, bytes, (error, written) => {
      const wait = error ? waitAfter(error) : undefined;
      if (wait !== undefined) return void setTimeout(() => writeAll(bytes), wait);
      if (error) broken = true;
      else fullSince = undefined;
      if (!error && written < bytes.length) return writeAll(bytes.subarray(written));
      writing = false;
      next();
      settle();
    });
  };

  const next = (): void => {
    if (writing || queued.length === 0) return;
    const bytes = Buffer.from(queued.join(''));
    queued = [];
    queuedBytes = 0;
    if (broken) return;
    writing = true;
    writeAll(bytes);
  };

  const waitBelow = (below: number): Promise<void> =>
    new Promise((resolve) => waiters.push({ below, resolve }));

  return {
    write(line) {
      queued.push(line, '\n');
      queuedBytes += line.length + 1;
      next();
    },
    full: () => (queuedBytes < highWaterBytes ? undefined : waitBelow(highWaterBytes)),
    flush: () => (!writing && queued.length === 0 ? Promise.resolve() : waitBelow(0)),
  };
};
