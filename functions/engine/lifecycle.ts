/**
 * The life of a deployment in the store: start, end, and what follows an end. Each function may be repeated and may be interrupted
 * after any of its writes: the deployment's own item says what became of it, the environment's item says who holds it, and whoever
 * looks next (a retry, the sweeper) brings the two together again.
 */
import { placeApproved } from '../../core/awaiting';
import { TrellisError } from '../../core/errors';
import type { DeploymentRecord, DeploymentSummary, EnvironmentRecord } from '../../core/records';
import { release, startWaiting } from '../../core/release';
import type { EndStatus } from '../../core/states';
import { isTerminal } from '../../core/states';
import { endSteps, summaryOf } from '../../core/summary';
import type { Expression } from '../adapters/dynamo';
import { hashOf, newSecret, now } from '../adapters/ids';
import { changeDeployment, findDeployment, moveDeployment, withAttempt } from '../adapters/store/deployments';
import { rereadEnvironment } from '../adapters/store/environments';
import { startTask, stopTask } from '../adapters/tasks';
import { announce, announceEnvironment } from './announce';
import { decideOnLock } from './decide';
import { settle } from './settle';

/** How a deployment ends. */
export interface Ending {
  status: EndStatus;
  reason?: string | null;
  nextStep?: string | null;
  /** What else is known at the end. */
  more?: Partial<DeploymentRecord>;
}

/** A deployment that failed for a reason of the catalogue. */
export const failure = (error: TrellisError, status: EndStatus = 'FAILED'): Ending => ({
  status,
  reason: error.message,
  nextStep: error.nextStep,
});

/** Starts the builder of a deployment in `STARTING` that holds its environment. */
export const launch = async (deployment: DeploymentRecord, claimToken: string): Promise<DeploymentRecord> => {
  const { id, attempt } = deployment;
  try {
    const started = await startTask({ deploymentId: id, attempt, claimToken });
    // No answer that tells: the sweeper finds out.
    if ('unknown' in started) return deployment;
    const { taskArn } = started;
    const noted = await changeDeployment(id, { taskArn }, ['STARTING', 'RUNNING'], withAttempt(attempt));
    if (!noted) await stopTask(taskArn, 'The deployment ended before its builder started');
    return noted ?? (await findDeployment(id)) ?? deployment;
  } catch (error) {
    if (!(error instanceof TrellisError)) throw error;
    return (await endDeployment(deployment, failure(error))) ?? deployment;
  }
};

/** Starts a deployment that got the environment after it had waited, for others or for approval. */
export const launchWaiting = async ({
  id,
  fence,
}: Pick<DeploymentSummary, 'id' | 'fence'>): Promise<void> => {
  const claimToken = newSecret();
  const start = { claimHash: hashOf(claimToken), attempt: 1, fence };
  const starting = await moveDeployment(id, 'STARTING', start);
  if (starting) {
    await Promise.all([launch(starting, claimToken), announce(starting)]);
    return;
  }
  // Cancelled at the very moment when its turn came: the environment goes on to the next.
  const found = await findDeployment(id);
  if (found && isTerminal(found.status)) await freeEnvironment(found);
};

/** Gives an approved deployment its place; it keeps waiting when there is none for it now. */
export const admitApproved = async (environment: EnvironmentRecord, id: string): Promise<void> => {
  const placed = await decideOnLock(environment, (lock) => {
    const approved = placeApproved(lock, id, now());
    return approved?.decision === 'stay' && approved.change.awaiting === undefined ? null : approved;
  });
  if (!placed) return;
  const { decided, environment: after } = placed;
  if (decided.decision === 'stay') return announceEnvironment(after.id);
  const { fence } = decided;
  if (decided.decision === 'start') return launchWaiting({ id, fence });
  const queued = await moveDeployment(id, 'QUEUED', { fence });
  if (decided.decision === 'supersede') await settle(after, decided.superseded, id);
  if (queued) await announce(queued);
};

/** Starts what may start in an environment, now that its hold is lifted or over, or that something has ended in it. */
export const moveOn = async (environment: EnvironmentRecord): Promise<void> => {
  const started = await decideOnLock(environment, (lock) => startWaiting(lock, now()));
  if (started?.decided.next) await launchWaiting(started.decided.next);
  const { awaiting } = started?.environment ?? environment;
  if (awaiting?.approved === true) await admitApproved(environment, awaiting.id);
};

/** Gives the environment of an ended deployment to the one that waits, and keeps what is live now. */
export const freeEnvironment = async (ended: DeploymentRecord): Promise<void> => {
  const { environmentId, environmentName, appId } = ended;
  const environment = await rereadEnvironment({ id: environmentId, appId, name: environmentName });
  const freed = await decideOnLock(environment, (lock) => release(lock, summaryOf(ended), now()));
  if (freed?.decided.next) await launchWaiting(freed.decided.next);
  const { awaiting } = freed?.environment ?? environment;
  if (awaiting?.approved === true) await admitApproved(freed?.environment ?? environment, awaiting.id);
};

/**
 * Ends a deployment, frees its environment and starts the next. When it has ended already, only what is left undone is done.
 *
 * @returns the deployment as it ended; undefined when it has not ended because the further condition does not hold
 */
export const endDeployment = async (
  deployment: DeploymentRecord,
  ending: Ending,
  further?: Expression,
): Promise<DeploymentRecord | undefined> => {
  const finishedAt = now();
  const moved = await moveDeployment(
    deployment.id,
    ending.status,
    {
      reason: ending.reason ?? null,
      nextStep: ending.nextStep ?? null,
      finishedAt,
      steps: endSteps(deployment.steps, ending.status, finishedAt),
      claimHash: null,
      ...ending.more,
    },
    further,
  );
  const ended = moved ?? (await findDeployment(deployment.id));
  if (!ended || !isTerminal(ended.status)) return undefined;
  await freeEnvironment(ended);
  await announce(ended);
  return ended;
};
