/** The sentence that GitHub shows beside a deployment's state: what a person needs to know, in the 140 characters that fit. */
import type { DeploymentKind, DeploymentRecord, DeploymentStatus } from './records';

/** GitHub's limit for the descriptions of both kinds of statuses. */
const LENGTH = 140;

/** What the sentences are about. */
export type Described = Pick<
  DeploymentRecord,
  'kind' | 'status' | 'environmentName' | 'sourceEnvironmentName' | 'approval' | 'reason'
>;

const before = ({ sourceEnvironmentName }: Described): string =>
  sourceEnvironmentName ?? 'the environment before';

const running: Record<DeploymentKind, (deployment: Described) => string> = {
  DEPLOY: ({ environmentName }) => `Deploying to ${environmentName}.`,
  PROMOTE: (deployment) => `Promoting from ${before(deployment)} to ${deployment.environmentName}.`,
  ROLLBACK: ({ environmentName }) => `Rolling ${environmentName} back to this commit.`,
  TEARDOWN: ({ environmentName }) => `Tearing down ${environmentName}.`,
};

const succeeded: Record<DeploymentKind, (deployment: Described) => string> = {
  DEPLOY: ({ environmentName }) => `Deployed to ${environmentName}.`,
  PROMOTE: (deployment) => `Promoted from ${before(deployment)} to ${deployment.environmentName}.`,
  ROLLBACK: ({ environmentName }) => `Rolled ${environmentName} back to this commit.`,
  TEARDOWN: ({ environmentName }) => `Tore down ${environmentName}.`,
};

const because =
  (otherwise: string) =>
  ({ reason }: Described): string =>
    reason ?? otherwise;

const sentences: Record<DeploymentStatus, (deployment: Described) => string> = {
  WAITING_APPROVAL: ({ approval, environmentName }) =>
    approval && approval.required > 1
      ? `Waits for ${approval.required} approvals to enter ${environmentName}.`
      : `Waits for approval to enter ${environmentName}.`,
  QUEUED: ({ environmentName }) => `Waits for its turn in ${environmentName}.`,
  STARTING: () => 'Its builder is starting.',
  RUNNING: (deployment) => running[deployment.kind](deployment),
  SUCCEEDED: (deployment) => succeeded[deployment.kind](deployment),
  FAILED: because('It failed; its log says why.'),
  TIMED_OUT: because('It ran longer than its environment allows.'),
  CANCELLED: because('It was cancelled.'),
  EXPIRED: because('Nobody decided on it in time.'),
  SUPERSEDED: because('A newer deployment took its place.'),
  SKIPPED: because('It would have changed nothing.'),
};

/** One line that fits. GitHub refuses characters above U+FFFF. */
export const shorten = (text: string): string => {
  const line = text
    .replace(/[\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
  return line.length > LENGTH ? `${line.slice(0, LENGTH - 1).trimEnd()}…` : line;
};

/** What people read beside the state of a deployment. */
export const describe = (deployment: Described): string => shorten(sentences[deployment.status](deployment));
