/**
 * What Trellis remembers: one type for each kind of item of the table (`core/table.ts` says under which keys). Attribute
 * names are the field names of `schema.graphql`, so a resolver can answer with the item that it read. Times are ISO 8601, UTC.
 */

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

/** How an app is deployed and removed. */
export type Framework = 'COMMAND' | 'SST';

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

/** What an environment asks for before a deployment may enter it. */
export interface ApprovalRule {
  /** How many people must approve; at least 1. */
  required: number;
  /** Only people with one of these roles may; empty: everyone with the permission. */
  roles: string[];
  /** True when who asked for the deployment may not decide on it. */
  notByAuthor: boolean;
  /** How long a request waits. */
  expiresAfterSeconds: number;
}

/** What one person decided. */
export interface ApprovalDecision {
  by: string;
  byId: string;
  approved: boolean;
  reason: string | null;
  at: string;
}

/** The approval of one deployment: the rule as it was when it was asked for, and what was decided. */
export interface Approval extends ApprovalRule {
  decisions: ApprovalDecision[];
}

/** Keeps deployments out of an environment for a while; see `core/hold.ts`. */
export interface Hold {
  /** A lock stops everything, a freeze lets rollbacks through. */
  kind: 'LOCK' | 'FREEZE';
  reason: string;
  by: string;
  startsAt: string;
  /** Null: until someone lifts it. */
  endsAt: string | null;
}

/** An app: `pk = APP#id`, `sk = APP`. */
export interface AppRecord {
  id: string;
  name: string;
  repository: string;
  /** The repository's address in one canonical spelling (`core/repository.ts`), to match pushes by. */
  repositoryKey: string;
  /** True when the secret store holds an access token for the repository. */
  hasRepositoryToken: boolean;
  directory: string;
  defaultBranch: string;
  framework: Framework;
  /** How often its branches are looked at, in seconds; 0 for never. Absent in apps that are older than the setting. */
  pollSeconds?: number;
  /** Why its branches could not be looked at the last time, in one sentence. */
  pollProblem?: string | null;
  createdAt: string;
  createdBy: string;
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

/** A variable: `pk = ENV#environmentId`, `sk = VAR#name`. A secret's value stands in the secret store only. */
export interface VariableRecord {
  environmentId: string;
  name: string;
  secret: boolean;
  value: string | null;
  updatedAt: string;
  updatedBy: string;
}

/** Lines of a log by their numbers, both ends included. */
export interface LineRange {
  from: number;
  to: number;
}

/** What is stored of a log: `pk = DEP#deploymentId`, `sk = LOG`. */
export interface StoredLog {
  /** In order; stretches that touch are one, so a log without holes has one. */
  stored: LineRange[];
  /** Grows with each change, so that two writers do not forget each other's lines. */
  revision: number;
}

/** Lines of a log, cut once at the source: `pk = LOG#deploymentId`, `sk` = `firstSeq` in twelve digits. */
export interface LogChunk {
  deploymentId: string;
  firstSeq: number;
  count: number;
  step: StepName;
  /** When the first line was printed, in milliseconds since 1970. */
  time: number;
  /** The lines joined by newlines, secrets masked. */
  text: string;
  /** Which lines, counted from 0 in this chunk, came from standard error. */
  stderr: number[];
  /** True when the last line goes on in the next chunk. */
  continues: boolean;
}
