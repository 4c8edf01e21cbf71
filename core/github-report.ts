/**
 * What GitHub shows of a deployment: its state, a sentence, and where the environment can be visited. A pure function of the deployment as it
 * is now, so that it does not matter in which order, how late or how often GitHub is told. States are those of
 * docs.github.com/rest/deployments/statuses and docs.github.com/rest/commits/statuses.
 */
import { describe, type Described } from './github-words';
import type { DeploymentRecord, DeploymentStatus, Output } from './records';
import { isTerminal } from './states';

/** A state of a GitHub Deployment. */
type DeploymentState = 'pending' | 'queued' | 'in_progress' | 'success' | 'failure' | 'error' | 'inactive';

/** A state of a commit status. */
type CommitState = 'pending' | 'success' | 'failure' | 'error';

/** What is said of a GitHub Deployment. */
export interface DeploymentReport {
  state: DeploymentState;
  /** At most 140 characters. */
  description: string;
  /** Where the environment can be visited; null unless it is live and its outputs hold such an address. */
  environmentUrl: string | null;
}

/** What is said of a commit. */
export interface CommitReport {
  state: CommitState;
  /** At most 140 characters. */
  description: string;
}

const deploymentStates: Record<DeploymentStatus, DeploymentState> = {
  WAITING_APPROVAL: 'pending',
  QUEUED: 'queued',
  STARTING: 'queued',
  RUNNING: 'in_progress',
  SUCCEEDED: 'success',
  FAILED: 'failure',
  TIMED_OUT: 'error',
  CANCELLED: 'error',
  // None of these ever ran, so there is nothing to be alarmed about.
  EXPIRED: 'inactive',
  SUPERSEDED: 'inactive',
  SKIPPED: 'inactive',
};

const commitStates: Record<DeploymentStatus, CommitState> = {
  WAITING_APPROVAL: 'pending',
  QUEUED: 'pending',
  STARTING: 'pending',
  RUNNING: 'pending',
  SUCCEEDED: 'success',
  FAILED: 'failure',
  TIMED_OUT: 'error',
  CANCELLED: 'error',
  // Never a success: a branch's protection that asks for this status wants a commit that ran.
  EXPIRED: 'error',
  SUPERSEDED: 'error',
  SKIPPED: 'error',
};

/** An output's address, if everybody may see it: what follows a question mark may be a key. */
const publicAddress = ({ value }: Output): string | null => {
  if (!/^https?:\/\//i.test(value) || !URL.canParse(value)) return null;
  const { origin, pathname, username, password } = new URL(value);
  return username === '' && password === '' ? `${origin}${pathname}` : null;
};

/** Where an environment can be visited, by what its deploy command left: the first address; null when there is none. */
export const environmentUrl = (outputs: readonly Output[]): string | null =>
  outputs.map(publicAddress).find((address) => address !== null) ?? null;

type Reported = Described & Pick<DeploymentRecord, 'outputs'>;

/**
 * What a GitHub Deployment should show.
 *
 * @param live false when a newer success has taken its place, or a teardown has removed it
 */
export const deploymentReport = (deployment: Reported, live: boolean): DeploymentReport => {
  const { status, kind, environmentName, outputs } = deployment;
  const description = describe(deployment);
  if (status !== 'SUCCEEDED') return { state: deploymentStates[status], description, environmentUrl: null };
  if (kind === 'TEARDOWN') return { state: 'inactive', description, environmentUrl: null };
  if (!live)
    return {
      state: 'inactive',
      description: `No longer live in ${environmentName}.`,
      environmentUrl: null,
    };
  return { state: 'success', description, environmentUrl: environmentUrl(outputs) };
};

/** What a commit's status should show, by the run that speaks for it. */
export const commitReport = (deployment: Described): CommitReport => ({
  state: commitStates[deployment.status],
  description: describe(deployment),
});

/** True when it ended before its builder began: where its commit ran before, that run's verdict stands. */
export const neverRan = ({ status, startedAt }: Pick<DeploymentRecord, 'status' | 'startedAt'>): boolean =>
  isTerminal(status) && startedAt === null;

type Named = Pick<DeploymentRecord, 'appName' | 'environmentName'>;

/** An environment's name at GitHub. The app is part of it: apps of one repository have environments of the same names. */
export const githubEnvironment = ({ appName, environmentName }: Named): string =>
  `${appName}/${environmentName}`;

/** The context of an environment's commit statuses: what a branch's protection asks for by name. */
export const statusContext = (named: Named): string => `trellis/${githubEnvironment(named)}`;
