/** What a stack's state asks for before it can be changed or removed. Pure. */
import type { StackStatus } from '@aws-sdk/client-cloudformation';

/** The next step towards a stack that can be deployed to. */
export type StackStep =
  /** Nothing stands in the way. */
  | 'go'
  /** CloudFormation is at work: wait for it to end, then look again. */
  | 'wait'
  /** It never came to be: remove what is left, then make it anew. */
  | 'remove'
  /** An update failed, and so did the way back: ask CloudFormation to go on with the way back. */
  | 'roll-back'
  /** It was being removed, and that failed: a person decides. */
  | 'half-removed'
  /** Nothing that is known here helps. */
  | 'stuck';

const steps: Record<StackStatus, StackStep> = {
  CREATE_COMPLETE: 'go',
  CREATE_FAILED: 'remove',
  CREATE_IN_PROGRESS: 'wait',
  DELETE_COMPLETE: 'go',
  DELETE_FAILED: 'half-removed',
  DELETE_IN_PROGRESS: 'wait',
  IMPORT_COMPLETE: 'go',
  IMPORT_IN_PROGRESS: 'wait',
  IMPORT_ROLLBACK_COMPLETE: 'go',
  IMPORT_ROLLBACK_FAILED: 'stuck',
  IMPORT_ROLLBACK_IN_PROGRESS: 'wait',
  // A change set that was never run: the next one takes its place.
  REVIEW_IN_PROGRESS: 'go',
  ROLLBACK_COMPLETE: 'remove',
  ROLLBACK_FAILED: 'remove',
  ROLLBACK_IN_PROGRESS: 'wait',
  UPDATE_COMPLETE: 'go',
  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: 'wait',
  UPDATE_FAILED: 'go',
  UPDATE_IN_PROGRESS: 'wait',
  UPDATE_ROLLBACK_COMPLETE: 'go',
  UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: 'wait',
  UPDATE_ROLLBACK_FAILED: 'roll-back',
  UPDATE_ROLLBACK_IN_PROGRESS: 'wait',
};

/** What to do before deploying to a stack; a stack that does not exist has no status. */
export const stepBefore = (status: StackStatus | undefined): StackStep =>
  status === undefined ? 'go' : steps[status];

/** True when CloudFormation is at work on the stack. */
export const isBusy = (status: StackStatus | undefined): boolean => stepBefore(status) === 'wait';

const descriptionPrefix = 'Trellis';

/** True for a stack that Trellis made: its description says so. One without a description has never had a template. */
export const isOurs = (stack: { Description?: string; StackStatus?: StackStatus }): boolean =>
  stack.Description?.startsWith(descriptionPrefix) ?? stack.StackStatus === 'REVIEW_IN_PROGRESS';
