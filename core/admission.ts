/**
 * Admission: who may run in an environment, who waits, who gives way. Pure decisions over the part of the environment item
 * that is lock, queue and record at once; the store writes each decision as one conditional update on the state that it read.
 *
 * One deployment runs, one waits, one awaits approval. Whoever gets a place gets a fence, a number that only grows, so order is by
 * arrival here and never by a clock. What waits gives way like this:
 *
 * | waits \ comes               | push                    | other DEPLOY | PROMOTE, ROLLBACK, TEARDOWN |
 * | --------------------------- | ----------------------- | ------------ | --------------------------- |
 * | nothing                     | waits                   | waits        | waits                       |
 * | DEPLOY (pushed or asked for)| supersedes              | supersedes   | supersedes                  |
 * | PROMOTE, ROLLBACK, TEARDOWN | skipped, with the reason | refused      | refused                     |
 *
 * A person's wish that already waits is never replaced behind their back: the next person is told to cancel it or to wait. What
 * awaits approval holds nothing up (`core/awaiting.ts`). A hold lets nobody start: pushes wait for its end, people are refused.
 */
import { ask, type Ask } from './awaiting';
import type { EnvironmentLock } from './lock';
import { place, type Placed, type Turned } from './place';
import type { DeploymentSummary } from './records';

/** What becomes of a deployment that asks to run. */
export type Admission =
  | Placed
  | Ask
  | Turned
  /** The same request came before (a retry, or a push told twice): nothing changes. */
  | { decision: 'known'; id: string };

/** How a deployment asks. */
export interface Asking {
  /** The time, ISO 8601 in UTC: what a hold is judged by. */
  now: string;
  /** True when it is to run even if it changes nothing. */
  force?: boolean;
}

/**
 * The deployment that makes a push of this commit a repetition: what was wanted last of the environment is to deploy it. A push that
 * returns to an earlier commit is none.
 */
const repeatedPush = (
  lock: Pick<EnvironmentLock, 'active' | 'queued' | 'latest' | 'awaiting'>,
  hash: string | undefined,
): DeploymentSummary | undefined => {
  const newest = lock.awaiting ?? lock.queued ?? lock.active ?? lock.latest;
  return newest?.kind === 'DEPLOY' && hash !== undefined && newest.commit?.hash === hash ? newest : undefined;
};

/** What a deployment would only repeat: it is live, and nothing has happened here since. */
export const equalLive = (
  { active, queued, awaiting, live, latest }: EnvironmentLock,
  { kind, fingerprint }: DeploymentSummary,
): DeploymentSummary | undefined => {
  if ((kind !== 'DEPLOY' && kind !== 'PROMOTE') || fingerprint === null) return undefined;
  const untouched = !active && !queued && !awaiting && latest?.id === live?.id;
  return untouched && live?.fingerprint === fingerprint ? live : undefined;
};

/**
 * Decides on a deployment that asks to run.
 *
 * @param incoming its summary, `QUEUED` as long as nothing is decided
 */
export const admit = (lock: EnvironmentLock, incoming: DeploymentSummary, asking: Asking): Admission => {
  const places = [lock.active, lock.queued, lock.awaiting, lock.latest];
  const same = places.find((each) => each?.id === incoming.id);
  if (same) return { decision: 'known', id: same.id };
  const repeated = incoming.trigger === 'PUSH' && repeatedPush(lock, incoming.commit?.hash);
  if (repeated) return { decision: 'known', id: repeated.id };
  const equal = asking.force === true ? undefined : equalLive(lock, incoming);
  if (equal)
    return {
      decision: 'skip',
      reason: `${lock.name} has this commit with these settings and variables already (${equal.id}).`,
    };
  return ask(lock, incoming) ?? place(lock, incoming, asking.now);
};
