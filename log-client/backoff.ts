/** How long to wait before trying again: longer each time, and never the same for two clients. */

/** A growing wait. */
export interface Backoff {
  /** The first wait, at most. */
  firstMs: number;
  /** No wait is longer. */
  longestMs: number;
}

/** For a lost connection: quick at first, and never so long that a thousand clients need more than ten seconds to return. */
export const reconnecting: Backoff = { firstMs: 200, longestMs: 5_000 };

/** For a read that failed, or that did not give what is missing. */
export const reading: Backoff = { firstMs: 500, longestMs: 8_000 };

/**
 * The wait before a try, in milliseconds: it doubles from try to try up to the longest one, and chance takes up to half of it.
 *
 * @param attempt how many tries have failed so far, from 1
 * @param random from 0 up to 1
 */
export const waitBefore = (attempt: number, { firstMs, longestMs }: Backoff, random: number): number => {
  const whole = Math.min(longestMs, firstMs * 2 ** Math.min(30, Math.max(0, attempt - 1)));
  return whole * (1 - random / 2);
};
