/**
 * By the clock: looks after everything that runs, waits or was left half done, so that every state has an exit even when each message
 * about it was lost. What it may conclude is in `core/watch.ts`; it compares no clock but its own.
 */
import { decodeTime } from 'ulid';
import { TrellisError } from '../core/errors';
import type { DeploymentRecord, DeploymentSummary, EnvironmentRecord, Watch } from '../core/records';
import { isTerminal } from '../core/states';
import { stoppedTaskOf } from '../core/task-end';
import { limits, MAX_ATTEMPTS, observe } from '../core/watch';
import { hashOf, newSecret } from './adapters/ids';
import { report } from './adapters/report';
import { changeDeployment, findDeployment, moveDeployment, withAttempt } from './adapters/store/deployments';
import {
  busyEnvironments,
  forgetSettled,
  keepWatch,
  markIdle,
  rereadEnvironment,
} from './adapters/store/environments';
import { describeTask, stopTask } from './adapters/tasks';
import { lookAfterAwaiting } from './engine/awaiting';
import { endDeployment, failure, freeEnvironment, launch, launchWaiting, moveOn } from './engine/lifecycle';
import { endLostTask } from './engine/lost-task';
import { endMissing } from './engine/missing';
import { lookAfterReports } from './engine/open-reports';
import { settleLog } from './engine/reconcile-log';
import { settle } from './engine/settle';

/** Far longer than any function runs. */
const ABANDONED_MS = 15 * 60_000;
/** How long to look for the rest of a log; what comes later is still taken. */
const LOG_LOOK_MS = 3_000;

const phaseOf = (deployment: DeploymentRecord | undefined): Watch['phase'] => {
  if (!deployment) return 'MISSING';
  return deployment.status === 'RUNNING' && deployment.cancelRequested ? 'CANCELLING' : deployment.status;
};

/** A task that was never noted, or never started, is started once more; only the newest claim token is good. */
const startAgain = async (deployment: DeploymentRecord): Promise<void> => {
  const { id, attempt } = deployment;
  if (attempt >= MAX_ATTEMPTS) {
    await endDeployment(
      deployment,
      failure(new TrellisError('task.start_failed', { detail: `${attempt} attempts had no answer` })),
    );
    return;
  }
  const claimToken = newSecret();
  const again = await changeDeployment(
    id,
    { attempt: attempt + 1, claimHash: hashOf(claimToken) },
    ['STARTING'],
    withAttempt(attempt),
  );
  if (again) await launch(again, claimToken);
};

/** Asks ECS; true when the task is gone and the deployment with it. */
const endIfStopped = async (deployment: DeploymentRecord, taskArn: string): Promise<boolean> => {
  const task = await describeTask(taskArn);
  if (task === 'missing') {
    await endLostTask(deployment, {});
    return true;
  }
  if (task.lastStatus !== 'STOPPED') return false;
  await endLostTask(deployment, stoppedTaskOf(task));
  return true;
};

const stopAndEnd = async (
  deployment: DeploymentRecord,
  error: TrellisError,
  timedOut = false,
): Promise<void> => {
  if (deployment.taskArn !== null) await stopTask(deployment.taskArn, error.message);
  const more = await settleLog(deployment, undefined, LOG_LOOK_MS);
  await endDeployment(deployment, { ...failure(error, timedOut ? 'TIMED_OUT' : 'FAILED'), more });
};

const lookAfterStarting = async (
  environment: EnvironmentRecord,
  deployment: DeploymentRecord,
  watch: Watch,
): Promise<void> => {
  if (deployment.taskArn === null) {
    if (watch.phaseMs >= limits.noTaskMs) await startAgain(deployment);
    return;
  }
  if (await endIfStopped(deployment, deployment.taskArn)) return;
  const { startTimeoutSeconds } = environment.settings;
  if (watch.phaseMs >= startTimeoutSeconds * 1000)
    await stopAndEnd(deployment, new TrellisError('task.not_started', { seconds: startTimeoutSeconds }));
};

const lookAfterRunning = async (
  environment: EnvironmentRecord,
  deployment: DeploymentRecord,
  watch: Watch,
): Promise<void> => {
  const { taskArn } = deployment;
  if (taskArn !== null && watch.silentMs > 0 && (await endIfStopped(deployment, taskArn))) return;
  if (watch.silentMs >= limits.silentMs) {
    await stopAndEnd(deployment, new TrellisError('task.lost', { detail: 'nothing was heard of it' }));
    return;
  }
  const { timeoutSeconds } = environment.settings;
  if (watch.phaseMs >= timeoutSeconds * 1000 + limits.overtimeMs)
    await stopAndEnd(deployment, new TrellisError('task.timed_out', { seconds: timeoutSeconds }), true);
};

const lookAfterCancelling = async (deployment: DeploymentRecord, watch: Watch): Promise<void> => {
  const { taskArn } = deployment;
  if (taskArn !== null && (await endIfStopped(deployment, taskArn))) return;
  if (watch.phaseMs >= limits.cancelMs && taskArn !== null)
    await stopTask(taskArn, 'Cancelled, and did not stop by itself');
  if (watch.phaseMs >= limits.abandonMs)
    await endDeployment(deployment, {
      status: 'CANCELLED',
      reason: `${deployment.cancelledBy ?? 'Someone'} cancelled it; its builder did not answer.`,
      more: await settleLog(deployment, undefined, LOG_LOOK_MS),
    });
};

const lookAfterActive = async (environment: EnvironmentRecord, active: DeploymentSummary): Promise<void> => {
  const { id } = active;
  const deployment = await findDeployment(id);
  if (deployment && isTerminal(deployment.status)) return freeEnvironment(deployment);
  if (deployment?.status === 'QUEUED' || deployment?.status === 'WAITING_APPROVAL')
    return launchWaiting(active);
  const watch = observe(
    environment.watch,
    {
      deploymentId: id,
      phase: phaseOf(deployment),
      taskArn: deployment?.taskArn ?? null,
      heartbeatAt: deployment?.heartbeatAt ?? null,
    },
    Date.now(),
  );
  await keepWatch(environment, { watch });
  if (!deployment) return watch.phaseMs >= limits.missingMs ? endMissing(environment, id) : undefined;
  if (watch.phase === 'STARTING') return lookAfterStarting(environment, deployment, watch);
  if (watch.phase === 'CANCELLING') return lookAfterCancelling(deployment, watch);
  return lookAfterRunning(environment, deployment, watch);
};

/** What waits is only looked at when it has ended; when it has no item, that shows when its turn comes. */
const lookAfterQueued = async ({ id, fence }: DeploymentSummary): Promise<void> => {
  const deployment = await findDeployment(id);
  if (deployment && isTerminal(deployment.status)) await freeEnvironment(deployment);
  // Approved, and its approver died before it was told so.
  if (deployment?.status === 'WAITING_APPROVAL') await moveDeployment(id, 'QUEUED', { fence });
};

/** Losses that nobody has told the losers of; one whose loser was never written is forgotten in the end. */
const settleAll = async (environment: EnvironmentRecord): Promise<void> => {
  for (const [loser, winner] of Object.entries(environment.settling)) {
    const abandoned = decodeTime(loser.slice('dep_'.length)) < Date.now() - ABANDONED_MS;
    if (abandoned && !(await findDeployment(loser))) await forgetSettled(environment, loser);
    else await settle(environment, loser, winner);
  }
};

const lookAfter = async (found: EnvironmentRecord): Promise<void> => {
  const environment = await rereadEnvironment(found);
  const { active, queued, awaiting } = environment;
  await settleAll(environment);
  if (awaiting) await lookAfterAwaiting(environment, awaiting);
  if (queued) await lookAfterQueued(queued);
  if (active) await lookAfterActive(environment, active);
  else if (queued ?? awaiting) await moveOn(environment);
  else await markIdle(environment);
};

const lookAfterAll = async (): Promise<void> => {
  const environments = await busyEnvironments();
  await Promise.all(
    environments.map(async (environment) => {
      try {
        await lookAfter(environment);
      } catch (error) {
        report('an environment could not be looked after', error, { environmentId: environment.id });
      }
    }),
  );
};

export const handler = async (): Promise<void> => {
  await lookAfterAll();
  // Last: what GitHub shows matters less than what runs.
  await lookAfterReports();
};
