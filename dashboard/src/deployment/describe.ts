/** What a deployment is called and how it came about, in words. Pure. */
import { isApproved } from '../../../core/approval';
import type { DeploymentKind, DeploymentTrigger } from '../../../core/records';
import { isTerminal } from '../../../core/states';
import { approvedLook, lookOf, stepInSentence, stepTitles, type Look } from '../format/status';
import { shortHash } from '../format/text';
import type { LiveDeploymentFragment } from '../gql/graphql';

const verbs: Record<DeploymentKind, string> = {
  DEPLOY: 'deployed',
  PROMOTE: 'promoted',
  ROLLBACK: 'rolled back',
  TEARDOWN: 'torn down',
};

const byTrigger: Record<DeploymentTrigger, string | undefined> = {
  PUSH: 'pushed',
  MANUAL: undefined,
  API: undefined,
};

/** "pushed by mira", "promoted by jonas"; what never ran was only asked for. */
export const startedHow = (deployment: LiveDeploymentFragment): string => {
  const { kind, trigger, startedBy, status } = deployment;
  const verb = neverRan(deployment) || status === 'WAITING_APPROVAL' ? 'asked for' : verbs[kind];
  return `${byTrigger[trigger] ?? verb} by ${startedBy}${trigger === 'API' ? ' (API)' : ''}`;
};

/** True when it ended before a builder had it: then it has no steps and no log. */
export const neverRan = ({ status, startedAt, steps }: LiveDeploymentFragment): boolean =>
  isTerminal(status) && !startedAt && steps.length === 0;

const wishes: Record<DeploymentKind, (environment: string) => string> = {
  DEPLOY: (environment) => `Deploy to ${environment}`,
  PROMOTE: (environment) => `Promote to ${environment}`,
  ROLLBACK: (environment) => `Roll ${environment} back`,
  TEARDOWN: (environment) => `Tear ${environment} down`,
};

/** The page's title. */
export const titleOf = ({ kind, commit, environmentName }: LiveDeploymentFragment): string =>
  (kind !== 'TEARDOWN' && commit?.subject) || wishes[kind](environmentName);

/** The status with what is known beyond it: which step failed, that it is being cancelled or approved already. */
export const lookOfDeployment = (deployment: LiveDeploymentFragment): Look => {
  const { status, kind, steps, cancelRequested, approval } = deployment;
  const look = lookOf(status, kind);
  if (status === 'WAITING_APPROVAL' && approval && isApproved(approval)) return approvedLook;
  const failed = steps.find((step) => step.status === 'FAILED');
  if (status === 'FAILED' && failed) return { ...look, word: `Failed in ${stepInSentence(failed.name)}` };
  if (cancelRequested && look.tone === 'run') return { ...look, word: 'Cancelling' };
  return look;
};

/** True when it ended in a way that needs a word of explanation. */
export const hasEndNotice = ({ status }: LiveDeploymentFragment): boolean =>
  isTerminal(status) && status !== 'SUCCEEDED';

const signs: Record<Look['tone'], string> = { ok: '✓', run: '●', fail: '✗', wait: '‖', idle: '–' };

/** The browser's tab: status first, because tabs are narrow. */
export const tabTitle = (deployment: LiveDeploymentFragment): string => {
  const { tone } = lookOfDeployment(deployment);
  const hash = deployment.commit ? ` · ${shortHash(deployment.commit.hash)}` : '';
  return `${signs[tone]} ${deployment.appName} · ${deployment.environmentName}${hash}`;
};

/** What is said aloud when a step changes; empty while nothing is worth saying. */
export const stepSentence = (deployment: LiveDeploymentFragment): string => {
  const failed = deployment.steps.find((step) => step.status === 'FAILED');
  if (failed) {
    const exit = failed.exitCode == null ? '' : `, exit code ${failed.exitCode}`;
    return `${stepTitles[failed.name]} failed${exit}.`;
  }
  const running = deployment.steps.find((step) => step.status === 'RUNNING');
  return running ? `${stepTitles[running.name]} runs.` : `${lookOfDeployment(deployment).word}.`;
};
