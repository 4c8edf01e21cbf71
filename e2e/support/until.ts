/** Waiting for what will be true, with a deadline, and words for when it is not. */
import { setTimeout as pause } from 'node:timers/promises';

/** How to wait. */
export interface UntilOptions {
  /** What is waited for, as the end of "gave up waiting for …". */
  what: string;
  deadlineMs?: number;
  /** The time between two questions; when left out, a twentieth of what has been waited so far, from 25 to 250 ms. */
  everyMs?: number;
  /** Read when it gave up: what was there instead. */
  instead?: () => unknown;
}

/** Who waits long asks seldom, so as not to keep those busy who are waited for; nothing is noticed more than a twentieth late. */
const pauseAfter = (waitedMs: number): number => Math.min(250, Math.max(25, waitedMs / 20));

/**
 * Asks until the answer is something.
 *
 * @returns the first answer that is not undefined
 * @throws Error at the deadline, naming what was waited for
 */
export const until = async <T>(
  ask: () => T | undefined | Promise<T | undefined>,
  { what, deadlineMs = 60_000, everyMs, instead }: UntilOptions,
): Promise<T> => {
  const began = performance.now();
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > began + deadlineMs) {
      const found = instead === undefined ? '' : `; instead: ${JSON.stringify(await instead(), null, 1)}`;
      throw new Error(`gave up waiting for ${what} after ${deadlineMs} ms${found}`);
    }
    await pause(everyMs ?? pauseAfter(performance.now() - began));
  }
};
