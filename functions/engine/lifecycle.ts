/**
 * The life of a deployment in the store: start, end, and what follows an end. Each function may be repeated and may be interrupted
 * after any of its writes: the deployment's own item says what became of it, the environment's item says who holds it, and whoever
 * looks next (a retry, the sweeper) brings the two together again.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { EnvironmentLock, LockChange } from '../../core/admission';
import { release } from '../../core/admission';
import { TrellisError } from '../../core/errors';
import type { DeploymentRecord, DeploymentSummary, EnvironmentRecord } from '../../core/records';
import type { EndStatus } from '../../core/states';
import { isTerminal } from '../../core/states';
import { endSteps, summaryOf } from '../../core/summary';
import type { Expression } from '../adapters/dynamo';
import { hashOf, newSecret, now } from '../adapters/ids';
import { oneByOne } from '../adapters/one-by-one';
import { changeDeployment, findDeployment, moveDeployment, withAttempt } from '../adapters/store/deployments';
import { changeLock, forgetSettled, rereadEnvironment } from '../adapters/store/environments';
import { startTask, stopTask } from '../adapters/tasks';
import { announce, announceDeployment } from './announce';

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

const MAX_TRIES = 300;

/**
 * Writes a decision about an environment, deciding anew when somebody else was quicker.
 *
 * @param decide from the environment as read; null when there is nothing to write
 * @returns what was decided in the end, and the environment after it
 */
export const decideOnLock = <D extends { change: LockChange }>(
  start: EnvironmentRecord,
  decide: (lock: EnvironmentLock) => D | null,
  further: { pausedReason?: string } = {},
): Promise<Decided<D> | null> => oneByOne(start.id, () => tryToDecide(start, decide, further));

/** A decision as it was written, and the environment after it. */
interface Decided<D> {
  decided: D;
  environment: EnvironmentRecord;
}

const tryToDecide = async <D extends { change: LockChange }>(
  start: EnvironmentRecord,
  decide: (lock: EnvironmentLock) => D | null,
  further: { pausedReason?: string },
): Promise<Decided<D> | null> => {
  let environment = start;
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const decided = decide(environment);
    if (!decided) return null;
    const changed = await changeLock(environment, decided.change, further);
    if (changed) return { decided, environment: changed };
    if (tries > 1) await delay(Math.random() * Math.min(tries, 20));
    environment = await rereadEnvironment(environment);
  }
  throw new TrellisError('internal.unexpected', { detail: `${start.name} is asked for too much at once` });
};

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

/** Starts a deployment that got the environment after it had waited. */
export const launchWaiting = async (id: string): Promise<void> => {
  const claimToken = newSecret();
  const starting = await moveDeployment(
    id,
    'STARTING',
    { claimHash: hashOf(claimToken), attempt: 1 },
    { expression: '#status = :queued', values: { ':queued': 'QUEUED' } },
  );
  if (starting) {
    const launched = await launch(starting, claimToken);
    if (!isTerminal(launched.status)) await announce(launched);
    return;
  }
  // Cancelled at the very moment when its turn came: the environment goes on to the next.
  const found = await findDeployment(id);
  if (found && isTerminal(found.status)) await freeEnvironment(found);
};

/** Gives the environment of an ended deployment to the one that waits, and keeps what is live now. */
export const freeEnvironment = async (ended: DeploymentRecord): Promise<void> => {
  const { environmentId, environmentName, appId } = ended;
  const environment = await rereadEnvironment({ id: environmentId, appId, name: environmentName });
  const freed = await decideOnLock(environment, (lock) => release(lock, summaryOf(ended)));
  if (freed?.decided.next) await launchWaiting(freed.decided.next.id);
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

/** Tells a deployment that lost its place to another that it did, and takes the note off the environment. */
export const settle = async (
  environment: EnvironmentRecord,
  loserId: string,
  winnerId: string,
): Promise<void> => {
  const loser = await moveDeployment(loserId, 'SUPERSEDED', {
    supersededBy: winnerId,
    reason: 'A newer deployment took its place.',
    finishedAt: now(),
  });
  // Its creator has not written it yet and will settle it right after.
  if (!loser && !(await findDeployment(loserId))) return;
  await forgetSettled(environment, loserId);
  await announceDeployment(loserId);
};

/** What an environment says of a deployment whose item is missing, as an item that has failed. */
export const missingDeployment = (
  environment: EnvironmentRecord,
  appName: string,
  summary: DeploymentSummary,
): DeploymentRecord => {
  const error = new TrellisError('internal.unexpected', { detail: 'the request was interrupted' });
  return {
    ...newDeployment,
    ...summary,
    status: 'FAILED',
    appId: environment.appId,
    appName,
    environmentId: environment.id,
    environmentName: environment.name,
    reason: error.message,
    nextStep: error.nextStep,
    finishedAt: now(),
  };
};

/** What no new deployment has yet. */
export const newDeployment = {
  sourceDeploymentId: null,
  sourceEnvironmentName: null,
  supersededBy: null,
  fence: null,
  reason: null,
  nextStep: null,
  cancelRequested: false,
  cancelledBy: null,
  steps: [],
  outputs: [],
  logLines: null,
  logHash: null,
  startedAt: null,
  finishedAt: null,
  claimHash: null,
  leaseHash: null,
  attempt: 1,
  taskArn: null,
  heartbeatAt: null,
  artifactKey: null,
} satisfies Partial<DeploymentRecord>;
