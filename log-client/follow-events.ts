/** What a follower of a log is told, and what it tells. */
import type { Gap } from '../core/log-merge';
import type { Clock } from './clock';
import type { StepLines } from './line-joiner';
import type { CreateHash } from './log-hash';

/** How a followed log has ended. */
export interface FollowEnd {
  /** False when the caller stopped before the deployment had ended. */
  ended: boolean;
  /** True when every line that the builder has numbered came, and their hash, where both are known, is the builder's. */
  complete: boolean;
  /** What never came. */
  gaps: readonly Gap[];
  /** How many numbers of lines came; a line that was cut across chunks has several. */
  lines: number;
  /** SHA-256 over all lines; null with gaps, before the end, or without a hash function. */
  hash: string | null;
}

/** What a follower gives. The last event, and only that, is `end`. */
export type FollowEvent =
  | ({ type: 'lines' } & StepLines)
  /** These lines are missing, before those that follow. */
  | ({ type: 'gap' } & Gap)
  /** Events come, or they do not at the moment: nothing is lost by that, and the log has not ended. */
  | { type: 'connection'; isLive: boolean }
  | ({ type: 'end' } & FollowEnd);

/** How to follow. */
export interface FollowOptions {
  clock?: Clock;
  /** Checks the builder's hash; in Node `() => createHash('sha256')` with hexadecimal digest, elsewhere `createSha256`. */
  createHash?: CreateHash;
  /** Ends it early. */
  signal?: AbortSignal;
  /** About how many characters may wait in memory. */
  holdAtMost?: number;
  /** True for what a read may throw that trying again does not mend: it is thrown on. */
  isFinal?: (thrown: unknown) => boolean;
}
