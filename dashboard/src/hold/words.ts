/** A lock or a freeze of an environment in words, with its times as they are where the reader is. Pure. */
import { holdAgainst, isOver } from '../../../core/hold';
import type { Judging } from '../../../core/pipeline';
import { moment } from '../format/time';
import type { HoldFactsFragment } from '../gql/graphql';

/** In force, not yet, or never again. */
export type HoldPhase = 'on' | 'coming' | 'over';

/** The page's clock ticks each ten seconds and may be behind the host's: a hold that begins this soon has begun. */
const LEEWAY_MS = 15_000;

/** The time, ISO 8601 in UTC, that a hold is judged by when the page's clock says `now`. */
const judgedAt = (hold: HoldFactsFragment | null | undefined, now: number): string => {
  const start = hold ? Date.parse(hold.startsAt) : 0;
  return new Date(start <= now + LEEWAY_MS ? Math.max(now, start) : now).toISOString();
};

/** How `allowedActions` judges an environment when the page's clock says `now`, with times as they are here. */
export const judgingOf = ({ hold }: { hold?: HoldFactsFragment | null }, now: number): Judging => ({
  now: judgedAt(hold, now),
  describe: (held) => describeHere(held, now),
});

const withEnd = (hold: HoldFactsFragment) => ({ ...hold, endsAt: hold.endsAt ?? null });

/** Where a hold stands at `now` (milliseconds of the page's clock). */
export const phaseOf = (hold: HoldFactsFragment, now: number): HoldPhase => {
  const at = judgedAt(hold, now);
  if (isOver(withEnd(hold), at)) return 'over';
  return holdAgainst(withEnd(hold), 'DEPLOY', at) ? 'on' : 'coming';
};

/** The hold that a page shows: none once it is over. */
export const shownHold = (
  hold: HoldFactsFragment | null | undefined,
  now: number,
): { hold: HoldFactsFragment; phase: HoldPhase } | undefined => {
  if (!hold) return undefined;
  const phase = phaseOf(hold, now);
  return phase === 'over' ? undefined : { hold, phase };
};

const participle: Record<HoldFactsFragment['kind'], string> = { LOCK: 'Locked', FREEZE: 'Frozen' };

/** The noun, for the middle of a sentence. */
export const holdNoun: Record<HoldFactsFragment['kind'], string> = { LOCK: 'lock', FREEZE: 'freeze' };

/** The noun of a hold that is in force; undefined when none is. */
export const nounInForce = (hold: HoldFactsFragment | null | undefined, now: number): string | undefined => {
  const shown = shownHold(hold, now);
  return shown?.phase === 'on' ? holdNoun[shown.hold.kind] : undefined;
};

/** "Locked until Mon 18:00", "Frozen from tomorrow 18:00 until Mon 08:00". */
export const holdTitle = (hold: HoldFactsFragment, now: number): string =>
  [
    participle[hold.kind],
    phaseOf(hold, now) === 'coming' && `from ${moment(hold.startsAt, now)}`,
    hold.endsAt && `until ${moment(hold.endsAt, now)}`,
  ]
    .filter(Boolean)
    .join(' ');

/** For the middle of a sentence: "locked by ann until Mon 18:00: release week". */
export const describeHere = (hold: HoldFactsFragment, now: number): string => {
  const end = hold.endsAt ? `until ${moment(hold.endsAt, now)}` : 'until someone lifts it';
  return `${participle[hold.kind].toLowerCase()} by ${hold.by} ${end}: ${hold.reason.replace(/\.$/, '')}`;
};

const stopped: Record<HoldFactsFragment['kind'], string> = {
  LOCK: 'Nothing may change here',
  FREEZE: 'Only rollbacks may change it',
};

/** What a hold does, in one sentence; where people must approve, they may still be asked. */
export const holdEffect = (kind: HoldFactsFragment['kind'], asksForApproval: boolean): string =>
  asksForApproval
    ? `${stopped[kind]}: pushes and approved requests wait for the end.`
    : `${stopped[kind]}: pushes wait for the end, everything else is refused.`;
