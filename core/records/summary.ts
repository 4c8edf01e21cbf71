/** The words of a deployment, and what of it is kept in more places than its own item. */

/** What a deployment does to its environment. */
export type DeploymentKind = 'DEPLOY' | 'PROMOTE' | 'ROLLBACK' | 'TEARDOWN';

/** Where a deployment stands; see `core/states.ts` for which may follow which. */
export type DeploymentStatus =
  | 'WAITING_APPROVAL'
  | 'QUEUED'
  | 'STARTING'
  | 'RUNNING'
  | 'SUCCEEDED'
  | 'FAILED'
  | 'CANCELLED'
  | 'TIMED_OUT'
  | 'EXPIRED'
  | 'SUPERSEDED'
  | 'SKIPPED';

/** What started a deployment. */
export type DeploymentTrigger = 'PUSH' | 'MANUAL' | 'API';

/** The steps of a deployment. */
export type StepName = 'CLONE' | 'INSTALL' | 'TEST' | 'BUILD' | 'DEPLOY' | 'OUTPUTS';

/** Where a step stands. */
export type StepStatus = 'PENDING' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'SKIPPED' | 'CANCELLED';

/** A commit of an app's repository. */
export interface Commit {
  /** 40 hexadecimal digits. */
  hash: string;
  subject?: string | null;
  author?: string | null;
  url?: string | null;
}

/** A value that a deploy command gave. */
export interface Output {
  name: string;
  value: string;
}

/** One step of a deployment, as last reported. */
export interface Step {
  name: StepName;
  status: StepStatus;
  command?: string | null;
  exitCode?: number | null;
  note?: string | null;
  startedAt?: string | null;
  finishedAt?: string | null;
}

/** What an environment remembers of a deployment, so that a list of environments is one read. */
export interface DeploymentSummary {
  id: string;
  kind: DeploymentKind;
  status: DeploymentStatus;
  trigger: DeploymentTrigger;
  commit: Commit | null;
  branch: string | null;
  startedBy: string;
  /** Its place in the order of its environment; null until it is admitted. */
  fence: number | null;
  /** What it deploys, in one hash (`core/fingerprint.ts`); null until its builder claimed it. */
  fingerprint: string | null;
  /** The step that runs now; after the end, the one that failed. */
  step: StepName | null;
  /** True when it ended while its deploy command ran, which may have left a lock of its own. */
  interrupted: boolean;
  reason: string | null;
  outputs: Output[];
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
}
