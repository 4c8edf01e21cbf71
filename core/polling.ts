/**
 * Looking at followed branches by the clock, for pushes that no webhook told of. Pure decisions; resolvers import this file, so it
 * stays inside what APPSYNC_JS can run.
 */
import type { AppRecord, EnvironmentRecord } from './records';

/** How often an app's branches are looked at when its settings do not say, in seconds. */
export const DEFAULT_POLL_SECONDS = 60;
/** What is allowed beside 0, which turns it off. */
export const MIN_POLL_SECONDS = 30;
export const MAX_POLL_SECONDS = 86400;

export const POLL_PROBLEM = 'must be 0, for never, or a whole number of seconds from 30 to 86,400';

/** A look that failed is repeated after this long at the latest, unless the host asks for more. */
const MAX_BACKOFF_SECONDS = 3600;
/** Rounds begin some seconds early or late; a look that is due within so many milliseconds is due. */
const TOLERANCE_MS = 3000;

/** An app's setting; apps that are older than the setting have none. */
export const pollSecondsOf = ({ pollSeconds }: Pick<AppRecord, 'pollSeconds'>): number =>
  pollSeconds ?? DEFAULT_POLL_SECONDS;

/** True when a look is due. `lookedAt`: milliseconds, undefined before the first. */
export const isDue = (app: AppRecord, lookedAt: number | undefined, now: number): boolean =>
  lookedAt === undefined || now - lookedAt >= pollSecondsOf(app) * 1000 - TOLERANCE_MS || now < lookedAt;

/** True for an environment that a push would deploy to. */
export const takesPushes = ({
  automatic,
  protected: guarded,
  pausedReason,
  branch,
}: Pick<EnvironmentRecord, 'automatic' | 'protected' | 'pausedReason' | 'branch'>): boolean =>
  automatic && !guarded && pausedReason === null && branch !== null;

/** How long to wait after so many failures in a row, in milliseconds; a host's own wish counts when it is longer. */
export const backoffMs = (app: AppRecord, failures: number, wishMs: number | null): number => {
  const own = Math.min(MAX_BACKOFF_SECONDS, pollSecondsOf(app) * 2 ** Math.min(failures - 1, 12));
  return Math.max(own * 1000, wishMs ?? 0);
};
