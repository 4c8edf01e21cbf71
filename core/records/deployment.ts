/** A deployment, as the table keeps it. */

import type { Approval } from './gates';
import type { LineRange } from './log';
import type { Commit, DeploymentKind, DeploymentStatus, DeploymentTrigger, Output, Step } from './summary';

/** A deployment: `pk = DEP#id`, `sk = DEP`. */
export interface DeploymentRecord {
  id: string;
  appId: string;
  appName: string;
  environmentId: string;
  environmentName: string;
  kind: DeploymentKind;
  status: DeploymentStatus;
  trigger: DeploymentTrigger;
  commit: Commit | null;
  branch: string | null;
  startedBy: string;
  /** The member or token that asked for it; null for a push. */
  startedById: string | null;
  sourceDeploymentId: string | null;
  sourceEnvironmentName: string | null;
  supersededBy: string | null;
  fence: number | null;
  /** Null when its environment asked for none. */
  approval: Approval | null;
  fingerprint: string | null;
  reason: string | null;
  nextStep: string | null;
  cancelRequested: boolean;
  cancelledBy: string | null;
  steps: Step[];
  outputs: Output[];
  /** How many lines its log has; null until it has ended. Lines that came are counted when the builder could not say. */
  logLines: number | null;
  /** The builder's hash over them; null until it has ended, and when the builder could not say. */
  logHash: string | null;
  /** How many lines the builder left out of a log that was over its limit; null until it has ended. */
  logOmitted: number | null;
  /** Lines of an ended log that never came, in order. */
  logMissing: LineRange[];
  /** The revision of its `StoredLog` that `logMissing` was found by. */
  logRevision: number;
  /** When its log is removed; null until its builder claimed it. */
  logExpiresAt: string | null;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  /** SHA-256 of the one-time claim token, hexadecimal; null once claimed. */
  claimHash: string | null;
  /** SHA-256 of the lease, hexadecimal; null until claimed. */
  leaseHash: string | null;
  /** Which start of a task this is, from 1; each has its own claim token, and only the newest is valid. */
  attempt: number;
  /** The task that runs it (an ARN), null until one was started. */
  taskArn: string | null;
  /** When the builder was last heard of; judged only by the clock that wrote it. */
  heartbeatAt: string | null;
  /** The number of the last report that changed something; 0 before the first. */
  reportSeq: number;
  /** How it ended, told by the builder while lines of its log were still on their way; null before, and once it has ended. */
  finishing: Finish | null;
  /** The revision of its environment's target when its builder claimed it; absent or null when there was none. */
  targetRevision?: string | null;
  /** The key of its artifact in the bucket; null when none was kept. */
  artifactKey: string | null;
}

/** How a deployment ended, as its builder reports it. */
export interface Finish {
  status: 'SUCCEEDED' | 'FAILED' | 'CANCELLED' | 'TIMED_OUT';
  reason: string | null;
  nextStep: string | null;
  commit: Commit | null;
  outputs: Output[];
  logLines: number;
  logHash: string;
  logOmitted: number;
  artifactKept: boolean;
}
