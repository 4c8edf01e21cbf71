/** Brings the GitHub Deployment of a deployment to what it should show now: made once, told what is new, and never told twice. */
import { TrellisError } from '../../core/errors';
import { deploymentReport } from '../../core/github-report';
import { isLive, showLive, withoutRetired, type Shown } from '../../core/shown';
import type { DeploymentRecord, EnvironmentRecord } from '../../core/records';
import { reportKey } from '../../core/table';
import {
  findGitHubDeployment,
  isRefusal,
  makeGitHubDeployment,
  postDeploymentReport,
  type ReportedRepository,
} from '../adapters/github-reports';
import { findDeployment } from '../adapters/store/deployments';
import { changeReport, findReport, keepShown, readShown } from '../adapters/store/reports';
import { inTurn } from '../adapters/store/turns';

type Change = (shown: Shown | undefined) => Shown | undefined;

/** Each try means that another report of the same environment was quicker. */
const MAX_TRIES = 50;

/** Changes what is shown as live, deciding anew when somebody else was quicker; gives it as it is then. */
const changeShown = async (environmentId: string, change: Change): Promise<Shown | undefined> => {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const before = await readShown(environmentId);
    const after = change(before);
    if (!after) return before;
    if (await keepShown(environmentId, before, after)) return after;
  }
  throw new TrellisError('internal.unexpected', { detail: 'too many reports of one environment at once' });
};

const liveNow = async (deployment: DeploymentRecord): Promise<boolean> => {
  if (deployment.status !== 'SUCCEEDED') return false;
  const shown = await changeShown(deployment.environmentId, (before) => showLive(before, deployment));
  return isLive(shown, deployment);
};

/** The id of its GitHub Deployment, which is made when there is none. */
const githubIdOf = async (
  repository: ReportedRepository,
  deployment: DeploymentRecord,
  commit: string,
  production: boolean,
): Promise<number> => {
  const known = await findReport(deployment.id);
  if (known?.githubId !== undefined) return known.githubId;
  // Begun by who died over it, or lost its answer: then it may be there.
  const found =
    known?.begun === true ? await findGitHubDeployment(repository, deployment, commit) : undefined;
  if (found === undefined) await changeReport(deployment.id, { begun: true });
  const githubId = found ?? (await makeGitHubDeployment(repository, deployment, commit, production));
  await changeReport(deployment.id, { githubId });
  return githubId;
};

/** Shows how a deployment stands. Gives it as it was then; undefined when somebody else is at it. */
const showDeployment = async (
  repository: ReportedRepository,
  environment: Pick<EnvironmentRecord, 'protected'>,
  deploymentId: string,
): Promise<DeploymentRecord | undefined> => {
  let seen: DeploymentRecord | undefined;
  const mine = await inTurn(reportKey(deploymentId), async () => {
    const deployment = await findDeployment(deploymentId);
    seen = deployment;
    const commit = deployment?.commit?.hash;
    // What has no commit yet is told of once its clone has found one.
    if (!deployment || commit === undefined) return;
    const githubId = await githubIdOf(repository, deployment, commit, environment.protected);
    const report = deploymentReport(deployment, await liveNow(deployment));
    const told = JSON.stringify(report);
    if ((await findReport(deploymentId))?.told === told) return;
    await postDeploymentReport(repository, githubId, deploymentId, report);
    await changeReport(deploymentId, { told });
  });
  return mine ? seen : undefined;
};

/** Shows that a deployment is live no more. When GitHub no longer has it, there is nothing to show. */
const retire = async (
  repository: ReportedRepository,
  environment: Pick<EnvironmentRecord, 'id' | 'protected'>,
  deploymentId: string,
): Promise<void> => {
  try {
    await showDeployment(repository, environment, deploymentId);
  } catch (error) {
    if (!isRefusal(error)) throw error;
  }
  await changeShown(environment.id, (shown) => withoutRetired(shown, deploymentId));
};

/**
 * Shows how a deployment stands, and that what was live before it is live no more.
 *
 * @returns the deployment as it was shown; undefined when somebody else is at it and will show it
 */
export const showGitHubDeployment = async (
  repository: ReportedRepository,
  environment: Pick<EnvironmentRecord, 'id' | 'protected'>,
  deploymentId: string,
): Promise<DeploymentRecord | undefined> => {
  const seen = await showDeployment(repository, environment, deploymentId);
  if (seen?.status !== 'SUCCEEDED') return seen;
  const shown = await readShown(environment.id);
  for (const id of shown?.retiring ?? []) await retire(repository, environment, id);
  return seen;
};
