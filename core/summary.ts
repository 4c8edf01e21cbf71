/** What an environment remembers of a deployment, and how steps look when their deployment ends. */
import { isTerminal } from './states';
import type { DeploymentRecord, DeploymentSummary, Step } from './records';

/** The part of a deployment that its environment keeps a copy of. */
export const summaryOf = (deployment: DeploymentRecord): DeploymentSummary => ({
  id: deployment.id,
  kind: deployment.kind,
  status: deployment.status,
  trigger: deployment.trigger,
  commit: deployment.commit,
  branch: deployment.branch,
  startedBy: deployment.startedBy,
  fence: deployment.fence,
  fingerprint: deployment.fingerprint,
  step: stepWith(isTerminal(deployment.status) ? 'FAILED' : 'RUNNING', deployment.steps),
  interrupted: wasInterrupted(deployment),
  reason: deployment.reason,
  outputs: deployment.outputs,
  createdAt: deployment.createdAt,
  startedAt: deployment.startedAt,
  finishedAt: deployment.finishedAt,
});

/** True when a deployment ended while its deploy command ran: the command was killed, so it has no exit code. */
const wasInterrupted = ({ status, steps }: Pick<DeploymentRecord, 'status' | 'steps'>): boolean =>
  isTerminal(status) &&
  steps.some(
    (step) =>
      step.name === 'DEPLOY' &&
      (step.status === 'FAILED' || step.status === 'CANCELLED') &&
      Boolean(step.startedAt) &&
      typeof step.exitCode !== 'number',
  );

const stepWith = (status: Step['status'], steps: readonly Step[]): Step['name'] | null =>
  steps.find((step) => step.status === status)?.name ?? null;

/**
 * Steps of a deployment that has ended: nothing is left pending or running. What ran when a builder was lost has failed; what
 * a cancel or a failure kept from starting says so.
 */
export const endSteps = (
  steps: readonly Step[],
  status: DeploymentRecord['status'],
  finishedAt: string,
): Step[] =>
  steps.map((step): Step => {
    if (step.status === 'RUNNING')
      return { ...step, status: status === 'CANCELLED' ? 'CANCELLED' : 'FAILED', finishedAt };
    if (step.status === 'PENDING')
      return { ...step, status: status === 'CANCELLED' ? 'CANCELLED' : 'SKIPPED' };
    return step;
  });

/** The steps with one replaced, or added when the plan did not name it. */
export const withStep = (steps: readonly Step[], changed: Step): Step[] =>
  steps.some((step) => step.name === changed.name)
    ? steps.map((step) => (step.name === changed.name ? { ...step, ...changed } : step))
    : [...steps, changed];
