/** An environment with its variables, as the table keeps them. */

import type { ApprovalRule, Hold } from './gates';
import type { DeploymentStatus, DeploymentSummary } from './summary';
import type { TargetRecord } from './target';

/** What an environment's deployments run. Null means: what was detected in the repository. */
export interface EnvironmentSettings {
  tests: boolean;
  installCommand: string | null;
  testCommand: string | null;
  deployCommand: string | null;
  removeCommand: string | null;
  outputsFile: string | null;
  /** A run that takes longer is stopped. */
  timeoutSeconds: number;
  /** A builder that was asked for and has not claimed its job by then is given up. */
  startTimeoutSeconds: number;
  /** A longer log keeps its head and its tail. In megabytes of 1,000,000 bytes. */
  logLimitMb: number;
  /** How long a log is kept. */
  logDays: number;
}

/**
 * An environment: `pk = APP#appId`, `sk = ENV#name` (the key makes the name unique in its app). This one item is the lock
 * (`active`), the queue of one (`queued`), the order (`fence`) and the record of what is live.
 */
export interface EnvironmentRecord {
  id: string;
  appId: string;
  name: string;
  position: number;
  branch: string | null;
  automatic: boolean;
  protected: boolean;
  pausedReason: string | null;
  settings: EnvironmentSettings;
  approval: ApprovalRule | null;
  hold: Hold | null;
  fence: number;
  active: DeploymentSummary | null;
  queued: DeploymentSummary | null;
  /** The deployment that people must approve before it is admitted; it holds nothing up. */
  awaiting: Awaiting | null;
  live: DeploymentSummary | null;
  previous: DeploymentSummary | null;
  latest: DeploymentSummary | null;
  /**
   * Deployments that lost their place here, each with its successor, whose own items may not say so yet. Written together with
   * the loss, so that a crash in between is repaired by whoever looks next.
   */
  settling: Record<string, string>;
  /** True when a deploy command was killed here and none has ended well since. */
  interrupted: boolean;
  /** What the sweeper saw last; absent until it looked at the deployment that runs now. */
  watch?: Watch | null;
  /** The same for the deployment that awaits approval. */
  approvalWatch?: Watch | null;
  /** The AWS account of its deploy commands; absent or null when they find their own. */
  target?: TargetRecord | null;
  /** Random; what a role in another account asks for. Absent in environments that are older than target accounts. */
  externalId?: string;
  /** The newest commit that a push brought here, or that the first look at the branch found; absent before either. */
  pushed?: PushedHead | null;
  createdAt: string;
  updatedAt: string;
}

/** The head of the branch that an environment follows, as it was seen last; written together with the push's admission. */
export interface PushedHead {
  /** Repository and branch; what was seen of another source counts for nothing. */
  source: string;
  commit: string;
  /** False for a commit that was only found there by the first look, and that no push brought. */
  taken: boolean;
  /** Grows with every push that was judged: one that looked at the branch before cannot be admitted after. */
  looks: number;
}

/** A deployment that awaits approval. */
export interface Awaiting extends DeploymentSummary {
  /** True when enough people have approved and only its place is missing. */
  approved: boolean;
}

/** The sweeper's own observation of the deployment that holds an environment; see `core/watch.ts`. */
export interface Watch {
  deploymentId: string;
  /** Its status; `MISSING` when it has no item, `CANCELLING` when it runs although somebody cancelled it. */
  phase: DeploymentStatus | 'MISSING' | 'CANCELLING';
  /** The task it had, and its heartbeat, as read. */
  taskArn: string | null;
  heartbeatAt: string | null;
  /** When the sweeper saw this, in milliseconds of the sweeper's clock. */
  at: number;
  /** How long the phase and the task have been the same, in milliseconds, as the sweeper counted. */
  phaseMs: number;
  /** How long the heartbeat has been the same, in milliseconds, as the sweeper counted. */
  silentMs: number;
}

/** A variable: `pk = ENV#environmentId`, `sk = VAR#name`. A secret's value stands in the secret store only. */
export interface VariableRecord {
  environmentId: string;
  name: string;
  secret: boolean;
  value: string | null;
  updatedAt: string;
  updatedBy: string;
}
