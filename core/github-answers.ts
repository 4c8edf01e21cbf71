/**
 * What an answer of GitHub's means, and whether asking again is worth it. Pure decisions; GitHub's words on limits stand in
 * docs.github.com/rest, "Rate limits for the REST API" and "Best practices for using the REST API".
 */

/** An answer that is no success. */
export interface GitHubAnswer {
  /** Null when none came, or none in time. */
  status: number | null;
  /** Names in lower case. */
  headers: Readonly<Record<string, string | number | undefined>>;
  /** GitHub's own sentence; for decisions, not for people. */
  message: string;
}

/** What is wrong. */
export type GitHubTrouble =
  'LIMITED' | 'UNAVAILABLE' | 'UNAUTHORIZED' | 'SUSPENDED' | 'FORBIDDEN' | 'MISSING' | 'INVALID';

/** After a secondary limit that names no time, GitHub asks for a minute. */
const UNNAMED_LIMIT_MS = 60_000;
const FIRST_WAIT_MS = 250;

const secondsIn = (value: string | number | undefined): number | null => {
  const seconds = Number(value ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds : null;
};

/** How long a rate limit holds, by GitHub's own clock; null when the answer speaks of none. */
export const limitMs = ({ status, headers, message }: GitHubAnswer, now: number): number | null => {
  if (status !== 403 && status !== 429) return null;
  const wish = secondsIn(headers['retry-after']);
  if (wish !== null) return Math.max(1, wish) * 1000;
  const reset = secondsIn(headers['x-ratelimit-reset']);
  if (String(headers['x-ratelimit-remaining']) === '0' && reset !== null) {
    const date = Date.parse(String(headers.date ?? ''));
    return Math.max(1000, reset * 1000 - (Number.isNaN(date) ? now : date));
  }
  return status === 429 || /rate limit/i.test(message) ? UNNAMED_LIMIT_MS : null;
};

/** What is wrong, by the answer. */
export const troubleOf = (answer: GitHubAnswer): GitHubTrouble => {
  const { status, message } = answer;
  if (limitMs(answer, 0) !== null) return 'LIMITED';
  if (status === null || status >= 500) return 'UNAVAILABLE';
  if (status === 401) return 'UNAUTHORIZED';
  if (status === 403) return /suspended/i.test(message) ? 'SUSPENDED' : 'FORBIDDEN';
  return status === 404 || status === 410 ? 'MISSING' : 'INVALID';
};

/** A call that failed. */
export interface FailedTry {
  /** How often it was tried before this. */
  tries: number;
  /** How often it may be repeated. */
  retries: number;
  /** True when doing it twice is no harm. */
  repeatable: boolean;
  /** What is left of the caller's time. */
  leftMs: number;
  now: number;
}

/**
 * How long to wait before a call is repeated; null when it is not worth it. What GitHub refused stays refused; a limit is waited for
 * when it ends within the caller's time; a failure of GitHub's or of the network is tried again soon.
 */
export const waitMs = (answer: GitHubAnswer, failed: FailedTry): number | null => {
  const { tries, retries, repeatable, leftMs, now } = failed;
  if (tries >= retries) return null;
  const trouble = troubleOf(answer);
  const wait =
    trouble === 'LIMITED'
      ? limitMs(answer, now)
      : trouble === 'UNAVAILABLE' && repeatable
        ? FIRST_WAIT_MS * 4 ** tries
        : null;
  // Half of the time at most is for waiting: the call itself needs some as well.
  return wait !== null && wait <= leftMs / 2 ? wait : null;
};
