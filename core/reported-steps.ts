/** Steps of a deployment after a report of its builder. */
import type { Step, StepStatus } from './records';
import { withStep } from './summary';

const isEnded: Record<StepStatus, boolean> = {
  PENDING: false,
  RUNNING: false,
  SUCCEEDED: true,
  FAILED: true,
  SKIPPED: true,
  CANCELLED: true,
};

/** The steps with those that are reported; one that has ended stays as it is, and what a report leaves out stays too. */
export const withReported = (before: readonly Step[], reported: readonly Step[]): Step[] =>
  reported.reduce<Step[]>(
    (steps, step) => {
      const known = steps.find(({ name }) => name === step.name);
      return known && isEnded[known.status] ? steps : withStep(steps, step);
    },
    [...before],
  );
