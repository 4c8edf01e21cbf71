/** When the sweeper looks at a report to GitHub that is still open, and when it lets it be. Pure. */
import type { DeploymentRecord } from './records';
import { isTerminal } from './states';

const MINUTE_MS = 60_000;

/** A report is first looked at when most deployments have ended and been told. */
export const FIRST_LOOK_MS = 3 * MINUTE_MS;
/** A deployment that goes on is looked at again after this long. */
const GOING_ON_MS = 10 * MINUTE_MS;
/** Waits after each time that the report of an ended deployment was asked for: two days in all. */
const WAITS_MS = [5, 15, 60, 4 * 60, 12 * 60, 24 * 60].map((minutes) => minutes * MINUTE_MS);

/** What to do about an open report whose time has come. */
type ReportLook =
  /** Nothing now: the deployment goes on. */
  | { action: 'wait'; againMs: number }
  /** Ask for it, and look again whether it was told. */
  | { action: 'ask'; againMs: number }
  /** Too many tries, or nobody ever wrote the deployment. */
  | { action: 'give up' | 'forget' };

/**
 * Decides what to do about an open report whose time has come.
 *
 * @param deployment undefined when there is none: it is written right after its report is opened, or never
 * @param tries how often the report was asked for since the end
 */
export const lookAtReport = (
  deployment: Pick<DeploymentRecord, 'status'> | undefined,
  tries: number,
): ReportLook => {
  if (!deployment) return { action: 'forget' };
  if (!isTerminal(deployment.status)) return { action: 'wait', againMs: GOING_ON_MS };
  const againMs = WAITS_MS[tries];
  return againMs === undefined ? { action: 'give up' } : { action: 'ask', againMs };
};
