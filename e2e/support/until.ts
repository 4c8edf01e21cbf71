/** Waiting for what will be true, with a deadline, and words for when it is not. */
import { setTimeout as pause } from 'node:timers/promises';

/** How to wait. */
export interface UntilOptions {
  /** What is waited for, as the end of "gave up waiting for …". */
  what: string;
  deadlineMs?: number;
  everyMs?: number;
  /** Read when it gave up: what was there instead. */
  instead?: () => unknown;
}

/**
 * Asks until the answer is something.
 *
 * @returns the first answer that is not undefined
 * @throws Error at the deadline, naming what was waited for
 */
export const until = async <T>(
  ask: () => T | undefined | Promise<T | undefined>,
  { what, deadlineMs = 30_000, everyMs = 25, instead }: UntilOptions,
): Promise<T> => {
  const deadline = performance.now() + deadlineMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > deadline) {
      const found = instead === undefined ? '' : `; instead: ${JSON.stringify(await instead(), null, 1)}`;
      throw new Error(`gave up waiting for ${what} after ${deadlineMs} ms${found}`);
    }
    await pause(everyMs);
  }
};
