/** A builder's calls, without a builder: what it says to the API, in any order that a scenario likes. */
import { callApi } from '../../functions/adapters/graphql';
import { taskStoppedEvent } from '../../local/tasks/ended-event';
import type { SmallHost } from './small-host';

const claimDocument = `mutation ($deploymentId: ID!, $claimToken: String!) {
  claimDeployment(deploymentId: $deploymentId, claimToken: $claimToken) { lease } }`;
const reportDocument = `mutation ($input: ReportInput!) {
  reportDeployment(input: $input) { status cancel current awaitsLines } }`;

/** What the API answers to a report. */
export interface Told {
  status: string;
  cancel: boolean;
  current: boolean;
  /** How many lines of the log are still to come before the deployment can end. */
  awaitsLines: number;
}

/** SHA-256 of nothing: the hash of a log without lines. */
const emptyHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** Takes the job of a deployment; gives the lease. Fails when the API refuses, or when no task was started. */
export const claim = async ({ api, tasks }: SmallHost, deploymentId: string): Promise<string> => {
  const claimToken = tasks.of(deploymentId).at(-1)?.environment.TRELLIS_CLAIM_TOKEN;
  if (claimToken === undefined) {
    const { kind, status, reason } = await api.deployment(deploymentId);
    throw new Error(`no task was started for a ${kind} that is ${status}: ${reason ?? ''}`);
  }
  const { claimDeployment } = await callApi(claimDocument, { deploymentId, claimToken });
  return (claimDeployment as { lease: string }).lease;
};

let lastSeq = 0;

/** Every report has a number of its own, higher than all before it. */
const report = async (input: object): Promise<Told> => {
  lastSeq += 1;
  return (await callApi(reportDocument, { input: { seq: lastSeq, ...input } })).reportDeployment as Told;
};

/** Asks whether the deploy command may run now, as builders do right before it. */
export const askToDeploy = (deploymentId: string, lease: string): Promise<Told> =>
  report({ deploymentId, lease, step: { name: 'DEPLOY', status: 'RUNNING', command: 'deploy' } });

/** Tells the end. */
export const finish = (
  deploymentId: string,
  lease: string,
  status = 'SUCCEEDED',
  log = { logLines: 0, logHash: emptyHash },
): Promise<Told> =>
  report({
    deploymentId,
    lease,
    finish: {
      status,
      reason: status === 'SUCCEEDED' ? null : 'It was told to.',
      ...log,
      artifactKept: false,
    },
  });

/** Tells, as ECS does, that the newest task of a deployment has stopped. */
export const taskStops = async (
  { tasks, runner }: SmallHost,
  deploymentId: string,
  exitCode = 1,
): Promise<void> => {
  const task = tasks.of(deploymentId).at(-1);
  if (!task) return;
  Object.assign(task, {
    stoppedAt: new Date().toISOString(),
    exitCode,
    stopCode: 'EssentialContainerExited',
  });
  await runner.invoke('taskStopped', taskStoppedEvent(task));
};

/** The whole run of a builder. */
export const build = async (host: SmallHost, deploymentId: string, status = 'SUCCEEDED'): Promise<void> => {
  const lease = await claim(host, deploymentId);
  await askToDeploy(deploymentId, lease);
  await finish(deploymentId, lease, status);
};
