/** Gives a deployment its place: the environment itself, or the queue of one. `core/admission.ts` has the table of who gives way. */
import type { ErrorCode } from './errors';
import { describeHold, holdAgainst } from './hold';
import type { EnvironmentLock, LockChange } from './lock';
import type { DeploymentSummary } from './records';

/** A deployment got a place: it runs at once, or waits, perhaps in the place of another. */
export type Placed =
  | { decision: 'start' | 'wait'; fence: number; change: LockChange }
  | { decision: 'supersede'; fence: number; change: LockChange; superseded: string };

/** A deployment got no place, and this is why. */
export type Turned =
  | { decision: 'skip'; reason: string }
  | { decision: 'refuse'; code: ErrorCode; values: Record<string, string> };

const noun: Record<DeploymentSummary['kind'], string> = {
  DEPLOY: 'A deployment',
  PROMOTE: 'A promotion',
  ROLLBACK: 'A rollback',
  TEARDOWN: 'A teardown',
};

/** Gives a deployment that needs no (further) approval its place. */
export const place = (lock: EnvironmentLock, incoming: DeploymentSummary, now: string): Placed | Turned => {
  const hold = holdAgainst(lock.hold, incoming.kind, now);
  if (hold && incoming.trigger !== 'PUSH')
    return {
      decision: 'refuse',
      code: 'environment.held',
      values: { name: lock.name, hold: describeHold(hold) },
    };
  const fence = lock.fence + 1;
  if (!lock.active && !lock.queued && !hold) {
    const active: DeploymentSummary = { ...incoming, status: 'STARTING', fence };
    return { decision: 'start', fence, change: { fence, active, latest: active } };
  }
  const queued: DeploymentSummary = { ...incoming, status: 'QUEUED', fence };
  const waiting = lock.queued;
  if (!waiting) return { decision: 'wait', fence, change: { fence, queued } };
  if (waiting.kind === 'DEPLOY') {
    const settle = { id: waiting.id, supersededBy: incoming.id };
    return { decision: 'supersede', fence, change: { fence, queued, settle }, superseded: waiting.id };
  }
  if (incoming.trigger === 'PUSH')
    return {
      decision: 'skip',
      reason: `${noun[waiting.kind]} waits in ${lock.name}, and a push never takes its place.`,
    };
  return {
    decision: 'refuse',
    code: 'environment.queue_taken',
    values: { name: lock.name, kind: noun[waiting.kind] },
  };
};
