/** What Trellis writes at GitHub: Deployments with their statuses (docs.github.com/rest/deployments), and statuses of commits. */
import * as z from 'zod/mini';
import { TrellisError } from '../../core/errors';
import type { RepositoryName } from '../../core/github';
import {
  githubEnvironment,
  statusContext,
  type CommitReport,
  type DeploymentReport,
} from '../../core/github-report';
import type { DeploymentRecord, GitHubRecord } from '../../core/records';
import { setting } from './config';
import { githubClient, type GitHubClient } from './github-client';
import { GitHubFailure } from './github-failure';
import { installationToken } from './github-tokens';

/** One repository at GitHub, opened for reports. */
export interface ReportedRepository {
  client: GitHubClient;
  owner: string;
  repo: string;
}

/** For all calls of one report together. */
const WITHIN_MS = 30_000;

const made = z.object({ id: z.number() });
const listed = z.array(z.extend(made, { payload: z.unknown() }));
/** GitHub gives a payload back as it came; an old Enterprise gives it as text. */
const payload = z.pipe(
  z.union([
    z.pipe(
      z.string(),
      z.transform((text): unknown => (text === '' ? {} : JSON.parse(text))),
    ),
    z.unknown(),
  ]),
  z.looseObject({ trellis: z.string() }),
);

/** True when GitHub will not do this, however often it is asked. */
export const isRefusal = (error: unknown): error is TrellisError => {
  if (error instanceof GitHubFailure) return error.trouble !== 'LIMITED' && error.trouble !== 'UNAVAILABLE';
  return error instanceof TrellisError && error.code.startsWith('github.');
};

/**
 * Opens a repository for reports.
 *
 * @throws GitHubFailure when the App may not write there now
 */
export const openRepository = async (
  app: GitHubRecord,
  repository: RepositoryName,
): Promise<ReportedRepository> => {
  const token = await installationToken(app, repository, { deployments: 'write', statuses: 'write' });
  const { owner, name } = repository;
  const client = await githubClient({ host: app.host, as: { token }, withinMs: WITHIN_MS });
  return { client, owner, repo: name };
};

/** The page of a deployment in the dashboard. */
const pageOf = (deploymentId: string): string =>
  `${setting('TRELLIS_PUBLIC_URL')}/deployments/${encodeURIComponent(deploymentId)}`;

const tasks: Record<DeploymentRecord['kind'], string> = {
  DEPLOY: 'deploy',
  PROMOTE: 'deploy:promotion',
  ROLLBACK: 'deploy:rollback',
  TEARDOWN: 'teardown',
};

/**
 * Makes the GitHub Deployment of a deployment. Never repeated by itself: its answer may be lost after it took effect.
 *
 * @param production true for an environment that people use
 * @returns its id
 */
export const makeGitHubDeployment = async (
  { client, owner, repo }: ReportedRepository,
  deployment: DeploymentRecord,
  commit: string,
  production: boolean,
): Promise<number> => {
  const { data } = await client.request('POST /repos/{owner}/{repo}/deployments', {
    owner,
    repo,
    ref: commit,
    task: tasks[deployment.kind],
    environment: githubEnvironment(deployment),
    auto_merge: false,
    // Trellis' own rules have let it in; another check of the same commit may wait for this very deployment.
    required_contexts: [],
    production_environment: production,
    transient_environment: false,
    payload: { trellis: deployment.id },
    request: { once: true },
  });
  return made.parse(data).id;
};

/** The GitHub Deployment that was made for a deployment before; undefined when there is none. */
export const findGitHubDeployment = async (
  { client, owner, repo }: ReportedRepository,
  deployment: DeploymentRecord,
  commit: string,
): Promise<number | undefined> => {
  const { data } = await client.request('GET /repos/{owner}/{repo}/deployments', {
    owner,
    repo,
    sha: commit,
    environment: githubEnvironment(deployment),
    per_page: 100,
  });
  return listed.parse(data).find((each) => payload.safeParse(each.payload).data?.trellis === deployment.id)
    ?.id;
};

/** Shows how a deployment stands at its GitHub Deployment. */
export const postDeploymentReport = async (
  { client, owner, repo }: ReportedRepository,
  githubId: number,
  deploymentId: string,
  { state, description, environmentUrl }: DeploymentReport,
): Promise<void> => {
  await client.request('POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses', {
    owner,
    repo,
    deployment_id: githubId,
    state,
    description,
    log_url: pageOf(deploymentId),
    ...(environmentUrl === null ? {} : { environment_url: environmentUrl }),
    // Trellis knows which one is live; GitHub would go by the order in which it is told.
    auto_inactive: false,
  });
};

/** Shows at a commit how its run in an environment stands. */
export const postCommitReport = async (
  { client, owner, repo }: ReportedRepository,
  deployment: DeploymentRecord,
  commit: string,
  { state, description }: CommitReport,
): Promise<void> => {
  await client.request('POST /repos/{owner}/{repo}/statuses/{sha}', {
    owner,
    repo,
    sha: commit,
    state,
    description,
    context: statusContext(deployment),
    target_url: pageOf(deployment.id),
  });
};
