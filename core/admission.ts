/**
 * Admission: who may run in an environment, who waits, who gives way. Pure decisions over the part of the environment item
 * that is lock, queue and record at once; the store writes each decision as one conditional update on the state that it read.
 *
 * One deployment runs, one waits. Whoever comes gets a fence, a number that only grows, so order is by arrival here and never by a
 * clock. What waits gives way like this:
 *
 * | waits \ comes               | push                    | other DEPLOY | PROMOTE, ROLLBACK, TEARDOWN |
 * | --------------------------- | ----------------------- | ------------ | --------------------------- |
 * | nothing                     | waits                   | waits        | waits                       |
 * | DEPLOY (pushed or asked for)| supersedes              | supersedes   | supersedes                  |
 * | PROMOTE, ROLLBACK, TEARDOWN | skipped, with the reason | refused      | refused                     |
 *
 * A person's wish that already waits is never replaced behind their back: the next person is told to cancel it or to wait.
 */
import type { ErrorCode } from './errors';
import type { DeploymentSummary, EnvironmentRecord } from './records';

/** The part of an environment that admission reads and writes. */
export type EnvironmentLock = Pick<
  EnvironmentRecord,
  'name' | 'fence' | 'active' | 'queued' | 'live' | 'previous' | 'latest' | 'settling'
>;

/** What changes; what is absent stays. */
export type LockChange = Partial<Omit<EnvironmentLock, 'name' | 'settling'>> & {
  /** A deployment that lost its place to another: noted until its own item says so. */
  settle?: { id: string; supersededBy: string };
};

/** What becomes of a deployment that asks to run. */
export type Admission =
  | { decision: 'start' | 'wait'; fence: number; change: LockChange }
  | { decision: 'supersede'; fence: number; change: LockChange; superseded: string }
  /** The same request came before (a retry, or a push told twice): nothing changes. */
  | { decision: 'known'; id: string }
  | { decision: 'skip'; reason: string }
  | { decision: 'refuse'; code: ErrorCode; values: Record<string, string> };

const noun: Record<DeploymentSummary['kind'], string> = {
  DEPLOY: 'A deployment',
  PROMOTE: 'A promotion',
  ROLLBACK: 'A rollback',
  TEARDOWN: 'A teardown',
};

/**
 * The deployment that makes a push of this commit a repetition: what was wanted last of the environment is to deploy it. A push that
 * returns to an earlier commit is none.
 */
export const repeatedPush = (
  lock: Pick<EnvironmentLock, 'active' | 'queued' | 'latest'>,
  hash: string | undefined,
): DeploymentSummary | undefined => {
  const newest = lock.queued ?? lock.active ?? lock.latest;
  return newest?.kind === 'DEPLOY' && hash !== undefined && newest.commit?.hash === hash ? newest : undefined;
};

/**
 * Decides on a deployment that asks to run.
 *
 * @param incoming its summary, `QUEUED` as long as nothing is decided
 */
export const admit = (lock: EnvironmentLock, incoming: DeploymentSummary): Admission => {
  const same = [lock.active, lock.queued, lock.latest].find((each) => each?.id === incoming.id);
  if (same) return { decision: 'known', id: same.id };
  const repeated = incoming.trigger === 'PUSH' && repeatedPush(lock, incoming.commit?.hash);
  if (repeated) return { decision: 'known', id: repeated.id };
  const fence = lock.fence + 1;
  if (!lock.active) {
    const active: DeploymentSummary = { ...incoming, status: 'STARTING' };
    return { decision: 'start', fence, change: { fence, active, latest: active } };
  }
  const queued: DeploymentSummary = { ...incoming, status: 'QUEUED' };
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

/** What follows the end of a deployment. `next` runs now; it held the queue before. */
export interface Release {
  change: LockChange;
  next: DeploymentSummary | null;
}

/**
 * Decides what follows the end of a deployment, from its summary in a terminal state: the environment is free or the waiting one
 * takes it, and a success becomes what is live. Null when the deployment holds no place here: then nothing changes.
 */
export const release = (lock: EnvironmentLock, ended: DeploymentSummary): Release | null => {
  if (lock.queued?.id === ended.id) return { change: { queued: null }, next: null };
  if (lock.active?.id !== ended.id) return null;
  const next: DeploymentSummary | null = lock.queued && { ...lock.queued, status: 'STARTING' };
  const change: LockChange = { active: next, queued: null, latest: next ?? ended, ...liveAfter(lock, ended) };
  return { change, next };
};

const liveAfter = (
  lock: EnvironmentLock,
  ended: DeploymentSummary,
): Pick<LockChange, 'live' | 'previous'> => {
  if (ended.status !== 'SUCCEEDED') return {};
  return { live: ended.kind === 'TEARDOWN' ? null : ended, previous: lock.live ?? lock.previous };
};

/** True when an environment needs somebody's care: work in it, or a loss that is not settled. */
export const isBusy = (lock: Pick<EnvironmentLock, 'active' | 'queued' | 'settling'>): boolean =>
  lock.active !== null || lock.queued !== null || Object.keys(lock.settling).length > 0;

/** The lock after a change. */
export const applyChange = <L extends EnvironmentLock>(lock: L, change: LockChange): L => {
  const { settle, ...rest } = change;
  const settling = settle ? { ...lock.settling, [settle.id]: settle.supersededBy } : lock.settling;
  return { ...lock, ...rest, settling };
};
