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
const retryMs = 5;

/** A queue that writes to `fd`. When the reader is gone, what is written is dropped. */
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

  const writeAll = (bytes: Buffer): void => {
    write(fd, bytes, (error, written) => {
      if (error?.code === 'EAGAIN') return void setTimeout(() => writeAll(bytes), retryMs);
      if (error) broken = true;
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
