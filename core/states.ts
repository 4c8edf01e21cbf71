/** The life of a deployment as data: which state may follow which. Every transition in the store is conditional on this. */
import type { DeploymentStatus } from './records';

/** The states that may follow each state; none follow a terminal one. */
export const transitions: Record<DeploymentStatus, readonly DeploymentStatus[]> = {
  WAITING_APPROVAL: ['QUEUED', 'STARTING', 'CANCELLED', 'EXPIRED', 'SUPERSEDED', 'SKIPPED'],
  QUEUED: ['STARTING', 'FAILED', 'CANCELLED', 'SUPERSEDED', 'SKIPPED'],
  STARTING: ['RUNNING', 'FAILED', 'CANCELLED', 'TIMED_OUT'],
  RUNNING: ['SUCCEEDED', 'FAILED', 'CANCELLED', 'TIMED_OUT'],
  SUCCEEDED: [],
  FAILED: [],
  CANCELLED: [],
  TIMED_OUT: [],
  EXPIRED: [],
  SUPERSEDED: [],
  SKIPPED: [],
};

const all = Object.keys(transitions) as DeploymentStatus[];

/** True when nothing follows: a terminal state is final. */
export const isTerminal = (status: DeploymentStatus): boolean => transitions[status].length === 0;

/** True when a deployment in state `from` may enter state `to`. */
export const canBecome = (from: DeploymentStatus, to: DeploymentStatus): boolean =>
  transitions[from].includes(to);

/** The states that a deployment may leave for `to`: the condition of the write. */
export const statesBefore = (to: DeploymentStatus): DeploymentStatus[] =>
  all.filter((from) => canBecome(from, to));

/** The terminal states that a deployment which had its place, or waited for one, can end in. */
export type EndStatus = 'SUCCEEDED' | 'FAILED' | 'CANCELLED' | 'TIMED_OUT' | 'EXPIRED';
