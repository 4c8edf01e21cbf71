/** The part of an environment's item that is lock, queue, order and record at once. Decisions on it are pure; the store writes them. */
import type { Awaiting, DeploymentSummary, EnvironmentRecord } from './records';

/** The part of an environment that admission reads and writes. */
export type EnvironmentLock = Pick<
  EnvironmentRecord,
  | 'name'
  | 'fence'
  | 'active'
  | 'queued'
  | 'awaiting'
  | 'live'
  | 'previous'
  | 'latest'
  | 'settling'
  | 'interrupted'
  | 'approval'
  | 'hold'
  | 'pushed'
>;

/** What changes; what is absent stays. */
export type LockChange = Partial<
  Omit<EnvironmentLock, 'name' | 'settling' | 'approval' | 'hold' | 'pushed'>
> & {
  /** A deployment that lost its place to another: noted until its own item says so. */
  settle?: { id: string; supersededBy: string };
};

/** True when an environment needs somebody's care: work in it, a request to approve, or a loss that is not settled. */
export const isBusy = (lock: Pick<EnvironmentLock, 'active' | 'queued' | 'awaiting' | 'settling'>): boolean =>
  lock.active !== null ||
  lock.queued !== null ||
  lock.awaiting !== null ||
  Object.keys(lock.settling).length > 0;

/** The lock after a change. */
export const applyChange = <L extends EnvironmentLock>(lock: L, change: LockChange): L => {
  const { settle, ...rest } = change;
  const settling = settle ? { ...lock.settling, [settle.id]: settle.supersededBy } : lock.settling;
  return { ...lock, ...rest, settling };
};

/** What awaits approval, as it waits there. */
export const awaitingOf = (summary: DeploymentSummary, approved: boolean): Awaiting => ({
  ...summary,
  status: 'WAITING_APPROVAL',
  approved,
});
