/** Which steps of a log are open. Pure. */
import { isTerminal } from '../../../core/states';
import type { DeploymentStatus, StepName, StepStatus } from '../../../core/records';

const openByItself: Record<StepStatus, boolean> = {
  PENDING: true,
  RUNNING: true,
  SUCCEEDED: false,
  FAILED: true,
  SKIPPED: false,
  CANCELLED: true,
};

interface StepFacts {
  name: StepName;
  status: StepStatus;
}

/**
 * Running and failed steps are open, succeeded ones closed; what the reader chose wins. When all went well the step that
 * deployed stays open: it is what one comes to see.
 */
export const isStepOpen = (
  step: StepName,
  steps: readonly StepFacts[],
  status: DeploymentStatus,
  chosen: Partial<Record<StepName, boolean>>,
): boolean => {
  const own = chosen[step];
  if (own !== undefined) return own;
  if (isTerminal(status) && status === 'SUCCEEDED' && step === 'DEPLOY') return true;
  const found = steps.find((each) => each.name === step);
  return found ? openByItself[found.status] : true;
};
