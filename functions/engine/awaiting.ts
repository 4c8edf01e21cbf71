/** What the sweeper does for a deployment that awaits approval: time runs out, and what was left half decided is finished. */
import { isApproved } from '../../core/approval';
import { TrellisError } from '../../core/errors';
import type { Awaiting, DeploymentRecord, EnvironmentRecord, Watch } from '../../core/records';
import { isTerminal } from '../../core/states';
import { durationText } from '../../core/durations';
import { limits, observe } from '../../core/watch';
import { findDeployment } from '../adapters/store/deployments';
import { keepWatch } from '../adapters/store/environments';
import { admitApproved, endDeployment, failure, freeEnvironment } from './lifecycle';
import { endMissing } from './missing';

const lookAfterWaiting = async (
  environment: EnvironmentRecord,
  deployment: DeploymentRecord,
  waitedMs: number,
): Promise<void> => {
  const { approval } = deployment;
  const rejection = approval?.decisions.find(({ approved }) => !approved);
  if (rejection) {
    await endDeployment(deployment, { status: 'CANCELLED', reason: `${rejection.by} rejected it.` });
  } else if (!approval || isApproved(approval)) {
    await admitApproved(environment, deployment.id);
  } else if (waitedMs >= approval.expiresAfterSeconds * 1000) {
    const time = durationText(approval.expiresAfterSeconds);
    await endDeployment(deployment, failure(new TrellisError('approval.expired', { time }), 'EXPIRED'));
  }
};

/** Looks after the deployment that awaits approval in an environment. How long it has waited is counted, not read off a clock. */
export const lookAfterAwaiting = async (environment: EnvironmentRecord, { id }: Awaiting): Promise<void> => {
  const deployment = await findDeployment(id);
  if (deployment && isTerminal(deployment.status)) return freeEnvironment(deployment);
  const phase: Watch['phase'] = deployment?.status ?? 'MISSING';
  const seen = { deploymentId: id, phase, taskArn: null, heartbeatAt: null };
  const approvalWatch = observe(environment.approvalWatch, seen, Date.now());
  await keepWatch(environment, { approvalWatch });
  if (deployment) await lookAfterWaiting(environment, deployment, approvalWatch.phaseMs);
  else if (approvalWatch.phaseMs >= limits.missingMs) await endMissing(environment, id);
};
