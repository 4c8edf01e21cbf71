/** Each status and step as a person reads it: a tone (colour), a shape and a word, always together. */
import type {
  DeploymentKind,
  DeploymentStatus,
  DeploymentTrigger,
  StepName,
  StepStatus,
} from '../../../core/records';

export type Tone = 'ok' | 'run' | 'fail' | 'wait' | 'idle';
export type Shape = 'check' | 'ring' | 'cross' | 'pause' | 'dash' | 'return' | 'skip' | 'clock' | 'dot';

export interface Look {
  tone: Tone;
  shape: Shape;
  word: string;
}

const running: Record<DeploymentKind, string> = {
  DEPLOY: 'Deploying',
  PROMOTE: 'Promoting',
  ROLLBACK: 'Rolling back',
  TEARDOWN: 'Tearing down',
};

const done: Record<DeploymentKind, string> = {
  DEPLOY: 'Deployed',
  PROMOTE: 'Promoted',
  ROLLBACK: 'Rolled back',
  TEARDOWN: 'Torn down',
};

const doneShape: Record<DeploymentKind, Shape> = {
  DEPLOY: 'check',
  PROMOTE: 'check',
  ROLLBACK: 'return',
  TEARDOWN: 'dash',
};

const looks: Record<DeploymentStatus, (kind: DeploymentKind) => Look> = {
  WAITING_APPROVAL: () => ({ tone: 'wait', shape: 'pause', word: 'Waiting for approval' }),
  QUEUED: () => ({ tone: 'idle', shape: 'clock', word: 'Queued' }),
  STARTING: () => ({ tone: 'run', shape: 'ring', word: 'Starting' }),
  RUNNING: (kind) => ({ tone: 'run', shape: 'ring', word: running[kind] }),
  SUCCEEDED: (kind) => ({
    tone: kind === 'TEARDOWN' ? 'idle' : 'ok',
    shape: doneShape[kind],
    word: done[kind],
  }),
  FAILED: () => ({ tone: 'fail', shape: 'cross', word: 'Failed' }),
  CANCELLED: () => ({ tone: 'idle', shape: 'cross', word: 'Cancelled' }),
  TIMED_OUT: () => ({ tone: 'fail', shape: 'clock', word: 'Timed out' }),
  EXPIRED: () => ({ tone: 'idle', shape: 'clock', word: 'Expired' }),
  SUPERSEDED: () => ({ tone: 'idle', shape: 'skip', word: 'Superseded' }),
  SKIPPED: () => ({ tone: 'idle', shape: 'skip', word: 'Skipped' }),
};

/** How a request looks that has its approvals and only waits for its place. */
export const approvedLook: Look = { tone: 'wait', shape: 'clock', word: 'Approved, waits for its turn' };

/** How a deployment looks. */
export const lookOf = (status: DeploymentStatus, kind: DeploymentKind): Look => looks[status](kind);

export const stepLooks: Record<StepStatus, Look> = {
  PENDING: { tone: 'idle', shape: 'dot', word: 'Waiting' },
  RUNNING: { tone: 'run', shape: 'ring', word: 'Running' },
  SUCCEEDED: { tone: 'ok', shape: 'check', word: 'Done' },
  FAILED: { tone: 'fail', shape: 'cross', word: 'Failed' },
  SKIPPED: { tone: 'idle', shape: 'skip', word: 'Skipped' },
  CANCELLED: { tone: 'idle', shape: 'cross', word: 'Stopped' },
};

export const stepTitles: Record<StepName, string> = {
  CLONE: 'Clone',
  INSTALL: 'Install',
  TEST: 'Test',
  BUILD: 'Build',
  DEPLOY: 'Deploy',
  OUTPUTS: 'Outputs',
};

/** A step inside a sentence: "Failed in test". */
export const stepInSentence = (step: StepName): string => stepTitles[step].toLowerCase();

/** What a running deployment is at, for after its status; nothing while the step says no more than the status. */
export const atStep = (step: StepName | null | undefined): string =>
  step && step !== 'DEPLOY' ? ` · ${stepInSentence(step)}` : '';

export const triggerWords: Record<DeploymentTrigger, string> = {
  PUSH: 'push',
  MANUAL: 'by hand',
  API: 'API',
};
