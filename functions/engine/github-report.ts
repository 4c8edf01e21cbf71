/**
 * Tells GitHub how a deployment stands: its GitHub Deployment and the status of its commit. Always from how things are now, so events may come
 * late, twice or in any order. What GitHub refuses is noted once and given up; what it could not do is thrown, to be tried again.
 */
import type { TrellisError } from '../../core/errors';
import { repositoryAt, type RepositoryName } from '../../core/github';
import type { DeploymentRecord, GitHubRecord, ReportPart, ReportRecord } from '../../core/records';
import { parseRepository } from '../../core/repository';
import { isTerminal } from '../../core/states';
import { GitHubFailure } from '../adapters/github-failure';
import { isRefusal, openRepository, type ReportedRepository } from '../adapters/github-reports';
import { forgetInstallationTokens } from '../adapters/github-token-cache';
import { report } from '../adapters/report';
import { findApp } from '../adapters/store/apps';
import { findDeployment } from '../adapters/store/deployments';
import { findEnvironment } from '../adapters/store/environments';
import { findGitHub } from '../adapters/store/github';
import { closeReport, findReport, noteRefused, restReport } from '../adapters/store/reports';
import { showCommitStatus } from './commit-status';
import { showGitHubDeployment } from './github-deployment';

const parts: readonly ReportPart[] = ['deployment', 'commit'];

/** After a limit that names no time, and before a call that failed otherwise is worth it again. */
const REST_MS = 60_000;

/** Where a deployment is reported. */
interface Place {
  app: GitHubRecord;
  repository: RepositoryName;
}

/** Where a deployment is reported; undefined when its repository is not at the connected GitHub. */
const placeOf = async ({ appId }: DeploymentRecord): Promise<Place | undefined> => {
  const [app, github] = await Promise.all([findApp(appId), findGitHub()]);
  const repository = app && github && repositoryAt(github.host, parseRepository(app.repository));
  return repository && { app: github, repository };
};

const refuse = async (id: string, part: ReportPart, error: TrellisError): Promise<void> => {
  if (await noteRefused(id, part, error.code))
    report('GitHub does not take the report of a deployment', error, { deploymentId: id, part });
};

/** Leaves GitHub alone for as long as it wants. */
const rest = async (id: string, error: unknown): Promise<void> => {
  if (error instanceof GitHubFailure && error.trouble === 'LIMITED')
    await restReport(id, error.retryAfterMs ?? REST_MS);
};

/** Opens the repository; undefined when GitHub refuses it, which is noted. */
const open = async (id: string, { app, repository }: Place): Promise<ReportedRepository | undefined> => {
  try {
    return await openRepository(app, repository);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    for (const part of parts) await refuse(id, part, error);
    return undefined;
  }
};

/** Tells one part. True when it is told, or refused; false when somebody else is at it. */
const tell = async (
  known: ReportRecord | undefined,
  part: ReportPart,
  { id, place, work }: { id: string; place: Place; work: () => Promise<boolean> },
): Promise<boolean> => {
  if (known?.refused?.[part] !== undefined) return true;
  try {
    return await work();
  } catch (error) {
    // The token was good when it was given.
    const stale = error instanceof GitHubFailure && error.trouble === 'UNAUTHORIZED';
    if (stale) forgetInstallationTokens(place.app, place.repository);
    if (stale || !isRefusal(error)) throw error;
    await refuse(id, part, error);
    return true;
  }
};

const tellAll = async (
  deployment: DeploymentRecord,
  known: ReportRecord | undefined,
  place: Place,
): Promise<void> => {
  const { id, environmentId } = deployment;
  const repository = await open(id, place);
  if (!repository) return closeReport(id);
  const environment = (await findEnvironment(environmentId)) ?? { id: environmentId, protected: false };
  let shown = deployment;
  const deploymentTold = await tell(known, 'deployment', {
    id,
    place,
    work: async () => {
      const seen = await showGitHubDeployment(repository, environment, id);
      shown = seen ?? deployment;
      return seen !== undefined;
    },
  });
  const commitTold = await tell(known, 'commit', {
    id,
    place,
    work: () => showCommitStatus(repository, shown),
  });
  if (deploymentTold && commitTold && isTerminal(shown.status)) await closeReport(id);
};

/**
 * Tells GitHub how a deployment stands now.
 *
 * @throws GitHubFailure when GitHub cannot be told now: `github.rate_limited`, `github.unavailable`, or a token that has just ended
 */
export const reportToGitHub = async (deploymentId: string): Promise<void> => {
  const [deployment, known] = await Promise.all([findDeployment(deploymentId), findReport(deploymentId)]);
  if (!deployment || known?.closed === true) return;
  // The sweeper asks for it when the time has come.
  if (known?.notBefore !== undefined && known.notBefore > Date.now()) return;
  const place = await placeOf(deployment);
  if (!place) return closeReport(deploymentId);
  try {
    await tellAll(deployment, known, place);
  } catch (error) {
    await rest(deploymentId, error);
    throw error;
  }
};
