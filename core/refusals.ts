/** Which refusals are counted by day: those that say that something outside is wrong, or that a rule did its work unseen. */
import type { ErrorCode } from './errors';

/** Groups of codes that are counted as a whole. */
const GROUPS = ['webhook.', 'push.', 'log.'];
const SINGLE = [
  'deployment.claim_refused',
  'deployment.lease_refused',
  'deployment.report_stale',
  'environment.held',
];

/** How many days a count is kept. */
export const REFUSAL_DAYS = 90;

/** True for a code whose refusals are counted. */
export const isCounted = (code: ErrorCode): boolean =>
  SINGLE.includes(code) || GROUPS.some((group) => code.startsWith(group));

/** How often a code was refused on one day (UTC): `pk = REFUSALS`, `sk = day#code`. */
export interface RefusalCount {
  /** As `2026-01-31`. */
  day: string;
  code: string;
  count: number;
}
