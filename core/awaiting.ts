/**
 * The place of a deployment that people must approve: one an environment, the newest. It holds nothing up: others run and wait
 * meanwhile. A newer request takes the place, but a push never that of a person, and nobody that of a request which is approved and
 * only waits for its turn.
 */
import { ruleFor } from './approval';
import { describeHold, holdAgainst } from './hold';
import { awaitingOf, type EnvironmentLock, type LockChange } from './lock';
import { place, type Placed, type Turned } from './place';
import type { DeploymentSummary } from './records';

/** A deployment must be approved first. */
export interface Ask {
  decision: 'ask';
  change: LockChange;
  superseded: string | null;
}

/** Decides on a deployment that comes from outside; null when it needs no approval. */
export const ask = (lock: EnvironmentLock, incoming: DeploymentSummary): Ask | Turned | null => {
  if (!ruleFor(lock.approval, incoming.kind)) return null;
  const before = lock.awaiting;
  const awaiting = awaitingOf(incoming, false);
  if (!before) return { decision: 'ask', change: { awaiting }, superseded: null };
  if (incoming.trigger === 'PUSH' && before.trigger !== 'PUSH')
    return {
      decision: 'skip',
      reason: `${before.startedBy}’s request awaits approval in ${lock.name}, and a push never takes its place.`,
    };
  if (before.approved)
    return incoming.trigger === 'PUSH'
      ? { decision: 'skip', reason: `An approved deployment waits for its turn in ${lock.name}.` }
      : {
          decision: 'refuse',
          code: 'environment.queue_taken',
          values: { name: lock.name, kind: 'An approved deployment' },
        };
  const settle = { id: before.id, supersededBy: incoming.id };
  return { decision: 'ask', change: { awaiting, settle }, superseded: before.id };
};

/** An approved deployment gets its place, or keeps the one that it has until there is room. */
export type Approved = Placed | { decision: 'stay'; reason: string; change: LockChange };

/**
 * Decides on the deployment that was approved. Null when it awaits nothing here any more.
 *
 * @param now ISO 8601, UTC
 */
export const placeApproved = (lock: EnvironmentLock, id: string, now: string): Approved | null => {
  const { awaiting } = lock;
  if (awaiting?.id !== id) return null;
  const { approved, ...summary } = awaiting;
  const hold = holdAgainst(lock.hold, summary.kind, now);
  const placed = hold ? null : place(lock, summary, now);
  if (placed && 'fence' in placed) return { ...placed, change: { ...placed.change, awaiting: null } };
  return {
    decision: 'stay',
    reason: hold ? `${lock.name} is ${describeHold(hold)}` : `Another deployment waits in ${lock.name}`,
    change: approved ? {} : { awaiting: awaitingOf(summary, true) },
  };
};
