/** What follows when a deployment ends, or when a hold does: who runs next, and what is live. */
import { holdAgainst } from './hold';
import type { EnvironmentLock, LockChange } from './lock';
import type { DeploymentSummary } from './records';

/** What follows the end of a deployment. `next` runs now; it held the queue before. */
export interface Release {
  change: LockChange;
  next: DeploymentSummary | null;
}

/**
 * Decides what follows the end of a deployment, from its summary in a terminal state: the environment is free or the waiting one
 * takes it, and a success becomes what is live. Null when the deployment holds no place here: then nothing changes.
 */
export const release = (lock: EnvironmentLock, ended: DeploymentSummary, now: string): Release | null => {
  if (lock.awaiting?.id === ended.id) return { change: { awaiting: null }, next: null };
  if (lock.queued?.id === ended.id) return { change: { queued: null }, next: null };
  if (lock.active?.id !== ended.id) return null;
  const next = startable(lock, now);
  const interrupted = ended.interrupted || (lock.interrupted && ended.status !== 'SUCCEEDED');
  const change: LockChange = {
    active: next,
    latest: next ?? ended,
    interrupted,
    ...liveAfter(lock, ended),
  };
  return { change: next ? { ...change, queued: null } : change, next };
};

/** Starts what waits in an environment that nothing runs in: a hold has ended. Null when there is nothing to start. */
export const startWaiting = (lock: EnvironmentLock, now: string): Release | null => {
  const next = lock.active ? null : startable(lock, now);
  return next && { change: { active: next, queued: null, latest: next }, next };
};

const startable = ({ queued, hold }: EnvironmentLock, now: string): DeploymentSummary | null =>
  queued && !holdAgainst(hold, queued.kind, now) ? { ...queued, status: 'STARTING' } : null;

const liveAfter = (
  lock: EnvironmentLock,
  ended: DeploymentSummary,
): Pick<LockChange, 'live' | 'previous'> => {
  if (ended.status !== 'SUCCEEDED') return {};
  return { live: ended.kind === 'TEARDOWN' ? null : ended, previous: lock.live ?? lock.previous };
};
