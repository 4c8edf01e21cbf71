/** Deployments at their very beginning, and those that never had one. */
import { TrellisError } from '../../core/errors';
import type { DeploymentRecord, DeploymentSummary, EnvironmentRecord } from '../../core/records';
import { now } from '../adapters/ids';

/** What no new deployment has yet. */
export const newDeployment = {
  startedById: null,
  sourceDeploymentId: null,
  sourceEnvironmentName: null,
  supersededBy: null,
  fence: null,
  approval: null,
  fingerprint: null,
  reason: null,
  nextStep: null,
  cancelRequested: false,
  cancelledBy: null,
  steps: [],
  outputs: [],
  logLines: null,
  logHash: null,
  logOmitted: null,
  logMissing: [],
  logRevision: 0,
  logExpiresAt: null,
  startedAt: null,
  finishedAt: null,
  claimHash: null,
  leaseHash: null,
  attempt: 1,
  taskArn: null,
  heartbeatAt: null,
  reportSeq: 0,
  finishing: null,
  artifactKey: null,
} satisfies Partial<DeploymentRecord>;

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
