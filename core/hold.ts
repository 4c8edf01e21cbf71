/**
 * A hold: what a person puts on an environment so that nothing changes there for a while. A lock stops everything, a freeze lets
 * rollbacks through, because the way back must stay open while nothing new may come. People give its end by the calendar, so this
 * is the one rule of admission that looks at a clock; the order of deployments never does.
 */
import type { DeploymentKind, Hold } from './records';

/** The hold when it is in force at `now` (ISO 8601, UTC) and stops a deployment of this kind; otherwise null. */
export const holdAgainst = (
  hold: Hold | null | undefined,
  kind: DeploymentKind,
  now: string,
): Hold | null => {
  if (!hold || now < hold.startsAt || (hold.endsAt !== null && now >= hold.endsAt)) return null;
  return hold.kind === 'FREEZE' && kind === 'ROLLBACK' ? null : hold;
};

/** True when a hold will never be in force again. */
export const isOver = (hold: Hold, now: string): boolean => hold.endsAt !== null && now >= hold.endsAt;

/** What the hold is, for the middle of a sentence: `frozen by ann until 2026-01-05T08:00:00.000Z: release week`. */
export const describeHold = ({ kind, by, reason, endsAt }: Hold): string => {
  const end = endsAt === null ? 'until someone lifts it' : `until ${endsAt}`;
  return `${kind === 'FREEZE' ? 'frozen' : 'locked'} by ${by} ${end}: ${reason}`;
};
