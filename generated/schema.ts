export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  AWSDate: { input: string; output: string; }
  AWSDateTime: { input: string; output: string; }
  AWSEmail: { input: string; output: string; }
  AWSIPAddress: { input: string; output: string; }
  AWSJSON: { input: string; output: string; }
  AWSPhone: { input: string; output: string; }
  AWSTime: { input: string; output: string; }
  AWSTimestamp: { input: number; output: number; }
  AWSURL: { input: string; output: string; }
};

/** One repository, or one directory of it, and its environments. */
export type App = {
  __typename?: 'App';
  /** When it was connected. */
  createdAt: Scalars['AWSDateTime']['output'];
  /** The member or token that connected it. */
  createdBy: Scalars['String']['output'];
  /** The branch that development follows unless its settings say otherwise. */
  defaultBranch: Scalars['String']['output'];
  /** Its deployments in all environments, newest first. */
  deployments: DeploymentConnection;
  /** The directory inside the repository that holds the app; `.` is its root. */
  directory: Scalars['String']['output'];
  /** Its environments in the order of the pipeline. */
  environments: Array<Environment>;
  /** How it is deployed. */
  framework: Framework;
  /** True when an access token for its repository is kept; the token itself is never shown. */
  hasRepositoryToken: Scalars['Boolean']['output'];
  /** `app_` and a ULID. */
  id: Scalars['ID']['output'];
  /** Unique in this installation; lower-case letters, digits and hyphens. */
  name: Scalars['String']['output'];
  /** Why its branches could not be looked at the last time; null when they could. */
  pollProblem?: Maybe<Scalars['String']['output']>;
  /** How often its branches are looked at for pushes that nobody told of, in seconds; 0: never. Local paths are watched instead. */
  pollSeconds: Scalars['Int']['output'];
  /** Where it is cloned from: a path, or a file://, https://, ssh:// or git@ address. */
  repository: Scalars['String']['output'];
};


/** One repository, or one directory of it, and its environments. */
export type AppDeploymentsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** A page of apps, ordered by name. */
export type AppConnection = {
  __typename?: 'AppConnection';
  /** The apps of this page. */
  nodes: Array<App>;
  /** How to get the next one. */
  pageInfo: PageInfo;
};

/** The approval of one deployment: the rule as it was when it was asked for, and what was decided. */
export type Approval = {
  __typename?: 'Approval';
  /** What people decided, in order. */
  decisions: Array<ApprovalDecision>;
  /** How long it waits for them. */
  expiresAfterSeconds: Scalars['Int']['output'];
  /** True when who asked for the deployment may not decide on it. */
  notByAuthor: Scalars['Boolean']['output'];
  /** How many people must approve. */
  required: Scalars['Int']['output'];
  /** Only people with one of these roles may; empty: everyone with the permission `approve`. */
  roles: Array<Scalars['String']['output']>;
};

/** What one person decided about a deployment. */
export type ApprovalDecision = {
  __typename?: 'ApprovalDecision';
  /** True for a yes. One no ends the deployment. */
  approved: Scalars['Boolean']['output'];
  /** When. */
  at: Scalars['AWSDateTime']['output'];
  /** Who. */
  by: Scalars['String']['output'];
  /** Their id: names may be alike. */
  byId: Scalars['ID']['output'];
  /** Why, in their words. */
  reason?: Maybe<Scalars['String']['output']>;
};

/** A decision on a deployment that awaits approval. */
export type ApprovalInput = {
  /** The deployment. */
  deploymentId: Scalars['ID']['input'];
  /** Why; kept with the decision. */
  reason?: InputMaybe<Scalars['String']['input']>;
};

/** What must be true before a deployment may enter an environment. */
export type ApprovalRule = {
  __typename?: 'ApprovalRule';
  /** How long a request waits for them. */
  expiresAfterSeconds: Scalars['Int']['output'];
  /** True when who asked for a deployment may not decide on it. */
  notByAuthor: Scalars['Boolean']['output'];
  /** How many people must approve. */
  required: Scalars['Int']['output'];
  /** Only people with one of these roles may; empty: everyone with the permission `approve`. */
  roles: Array<Scalars['String']['output']>;
};

/** A rule for approvals. */
export type ApprovalRuleInput = {
  /** How long a request waits: 60 to 2,592,000 (30 days). */
  expiresAfterSeconds?: InputMaybe<Scalars['Int']['input']>;
  /** Whether who asked for a deployment is kept from deciding on it. */
  notByAuthor?: InputMaybe<Scalars['Boolean']['input']>;
  /** How many people must approve: 1 to 10; 0 takes the rule away. */
  required: Scalars['Int']['input'];
  /** Only people with one of these roles may; everyone with the permission `approve` when empty. */
  roles?: InputMaybe<Array<Scalars['String']['input']>>;
};

/** Who Trellis is to an AWS account. */
export type AwsIdentity = {
  __typename?: 'AwsIdentity';
  /** The account, in twelve digits. */
  accountId: Scalars['String']['output'];
  /** The role or user, as an ARN. */
  arn: Scalars['String']['output'];
};

/** A commit of the app's repository. */
export type Commit = {
  __typename?: 'Commit';
  /** Who wrote it. */
  author?: Maybe<Scalars['String']['output']>;
  /** 40 hexadecimal digits. */
  hash: Scalars['String']['output'];
  /** The first line of its message. */
  subject?: Maybe<Scalars['String']['output']>;
  /** Where it can be read, when the repository has pages. */
  url?: Maybe<Scalars['AWSURL']['output']>;
};

/** A commit as the builder found it. */
export type CommitInput = {
  /** Who wrote it. */
  author?: InputMaybe<Scalars['String']['input']>;
  /** 40 hexadecimal digits. */
  hash: Scalars['String']['input'];
  /** The first line of its message. */
  subject?: InputMaybe<Scalars['String']['input']>;
};

/** What an app is made of. */
export type CreateAppInput = {
  /** The repository's own default branch when left out. */
  defaultBranch?: InputMaybe<Scalars['String']['input']>;
  /** The directory inside the repository that holds the app. */
  directory?: InputMaybe<Scalars['String']['input']>;
  /** What was detected when left out. */
  framework?: InputMaybe<Framework>;
  /** Unique in this installation; lower-case letters, digits and hyphens. */
  name: Scalars['String']['input'];
  /** How often its branches are looked at, in seconds: 0 (never), or 30 to 86,400; 60 when left out. */
  pollSeconds?: InputMaybe<Scalars['Int']['input']>;
  /** A path, or a file://, https://, ssh:// or git@ address that can be read now. */
  repository: Scalars['String']['input'];
  /** An access token for an https repository that is not public; kept in the secret store, never shown. */
  repositoryToken?: InputMaybe<Scalars['String']['input']>;
  /** Settings that all first environments start with. */
  settings?: InputMaybe<EnvironmentSettingsInput>;
};

/** What an environment is made of. */
export type CreateEnvironmentInput = {
  /** The app that gets it. */
  appId: Scalars['ID']['input'];
  /** Whether a push to the branch deploys by itself. */
  automatic?: InputMaybe<Scalars['Boolean']['input']>;
  /** The branch to follow. */
  branch?: InputMaybe<Scalars['String']['input']>;
  /** Unique in its app; lower-case letters, digits and hyphens; never changes. */
  name: Scalars['String']['input'];
  /** After all others when left out. */
  position?: InputMaybe<Scalars['Int']['input']>;
  /** Whether only promotions and rollbacks may change it. */
  protected?: InputMaybe<Scalars['Boolean']['input']>;
  /** What its deployments run. */
  settings?: InputMaybe<EnvironmentSettingsInput>;
};

/** What to deploy. */
export type DeployInput = {
  /** The environment's own branch, or the app's default branch, when left out. */
  branch?: InputMaybe<Scalars['String']['input']>;
  /** A retry with the same token has one effect. */
  clientToken?: InputMaybe<Scalars['String']['input']>;
  /** Exactly this commit; the branch's newest when left out. */
  commit?: InputMaybe<Scalars['String']['input']>;
  /** The environment that receives. */
  environmentId: Scalars['ID']['input'];
  /** True runs it even if the environment has exactly this already; otherwise that is skipped. */
  force?: InputMaybe<Scalars['Boolean']['input']>;
  /** Of a push: what the event says of the commit. Trellis' own functions only. */
  push?: InputMaybe<PushInput>;
};

/** One run: a commit on its way into an environment, or an environment on its way out. */
export type Deployment = {
  __typename?: 'Deployment';
  /** The app that it deploys. */
  appId: Scalars['ID']['output'];
  /** The app's name when it was asked for. */
  appName: Scalars['String']['output'];
  /** Who must approve it and who has; null when nobody must. */
  approval?: Maybe<Approval>;
  /** The branch that the commit was taken from. */
  branch?: Maybe<Scalars['String']['output']>;
  /** True from the moment someone cancels it. */
  cancelRequested: Scalars['Boolean']['output'];
  /** Who cancelled it. */
  cancelledBy?: Maybe<Scalars['String']['output']>;
  /** The commit that it deploys. */
  commit?: Maybe<Commit>;
  /** When it was asked for. */
  createdAt: Scalars['AWSDateTime']['output'];
  /** The environment that it changes. */
  environmentId: Scalars['ID']['output'];
  /** That environment's name. */
  environmentName: Scalars['String']['output'];
  /** Its place in the environment's order; set when it is admitted. */
  fence?: Maybe<Scalars['Int']['output']>;
  /** When it ended. */
  finishedAt?: Maybe<Scalars['AWSDateTime']['output']>;
  /** `dep_` and a ULID. */
  id: Scalars['ID']['output'];
  /** What it does. */
  kind: DeploymentKind;
  /** When the log is removed; null until its builder claimed it. */
  logExpiresAt?: Maybe<Scalars['AWSDateTime']['output']>;
  /** SHA-256 over the log's lines, each followed by a newline; null until the log has ended, and when its builder was lost. */
  logHash?: Maybe<Scalars['String']['output']>;
  /** Lines in its log; null until the log has ended. */
  logLines?: Maybe<Scalars['Int']['output']>;
  /** Lines of the ended log that never came, in order. */
  logMissing: Array<LineRange>;
  /** Lines that were left out because the log was over its limit; null until the log has ended. */
  logOmitted?: Maybe<Scalars['Int']['output']>;
  /** What to do about the reason. */
  nextStep?: Maybe<Scalars['String']['output']>;
  /** URLs and other values that the deploy command gave. */
  outputs: Array<Output>;
  /** Why it ended as it did, in one sentence. */
  reason?: Maybe<Scalars['String']['output']>;
  /** The deployment that a promotion or a rollback repeats. */
  sourceDeploymentId?: Maybe<Scalars['ID']['output']>;
  /** The environment that a promotion comes from. */
  sourceEnvironmentName?: Maybe<Scalars['String']['output']>;
  /** When its builder claimed it. */
  startedAt?: Maybe<Scalars['AWSDateTime']['output']>;
  /** The member or token that started it, or the commit's author. */
  startedBy: Scalars['String']['output'];
  /** The id of the member or token that asked for it; null for a push. */
  startedById?: Maybe<Scalars['ID']['output']>;
  /** Where it stands. */
  status: DeploymentStatus;
  /** Its steps in order. */
  steps: Array<Step>;
  /** The newer deployment that took its place. */
  supersededBy?: Maybe<Scalars['ID']['output']>;
  /** What started it. */
  trigger: DeploymentTrigger;
};

/** A page of deployments, newest first. */
export type DeploymentConnection = {
  __typename?: 'DeploymentConnection';
  /** The deployments of this page. */
  nodes: Array<Deployment>;
  /** How to get the next one. */
  pageInfo: PageInfo;
};

/** What a deployment does to its environment. */
export type DeploymentKind =
  /** Clone a commit, test it, deploy it. */
  | 'DEPLOY'
  /** Deploy what succeeded in an earlier environment of the pipeline. */
  | 'PROMOTE'
  /** Deploy what was live in this environment before. */
  | 'ROLLBACK'
  /** Remove everything the environment has deployed. */
  | 'TEARDOWN';

/** Where a deployment stands. The last seven are terminal: they never change again. */
export type DeploymentStatus =
  /** Someone cancelled it. */
  | 'CANCELLED'
  /** Nobody approved it in time. */
  | 'EXPIRED'
  /** A step failed, or the builder was lost; the reason says which. */
  | 'FAILED'
  /** Waits for the deployment that runs in the same environment. */
  | 'QUEUED'
  /** Its builder has claimed it and works. */
  | 'RUNNING'
  /** It was not needed; the reason says why. */
  | 'SKIPPED'
  /** Its builder is being started. */
  | 'STARTING'
  /** Ended well: what it deployed is live (or, for a teardown, gone). */
  | 'SUCCEEDED'
  /** A newer deployment took its place in the queue. */
  | 'SUPERSEDED'
  /** It ran longer than its environment allows. */
  | 'TIMED_OUT'
  /** Waits for people to approve it; does not hold the environment. */
  | 'WAITING_APPROVAL';

/** What an environment remembers of a deployment, so that a list of environments is one read. */
export type DeploymentSummary = {
  __typename?: 'DeploymentSummary';
  /** Of one that awaits approval: true when enough people have approved it and only its place is missing. Null of all others. */
  approved?: Maybe<Scalars['Boolean']['output']>;
  /** The branch that the commit was taken from. */
  branch?: Maybe<Scalars['String']['output']>;
  /** The commit that it deploys; null for a teardown of an environment with nothing live. */
  commit?: Maybe<Commit>;
  /** When it was asked for. */
  createdAt: Scalars['AWSDateTime']['output'];
  /** When it ended. */
  finishedAt?: Maybe<Scalars['AWSDateTime']['output']>;
  /** The deployment. */
  id: Scalars['ID']['output'];
  /** What it does. */
  kind: DeploymentKind;
  /** URLs and other values that the deploy command gave. */
  outputs: Array<Output>;
  /** Why it ended as it did, in one sentence. */
  reason?: Maybe<Scalars['String']['output']>;
  /** When its builder claimed it. */
  startedAt?: Maybe<Scalars['AWSDateTime']['output']>;
  /** The member or token that started it, or the commit's author. */
  startedBy: Scalars['String']['output'];
  /** Where it stands. */
  status: DeploymentStatus;
  /** The step that runs now; after the end, the one that failed. */
  step?: Maybe<StepName>;
  /** What started it. */
  trigger: DeploymentTrigger;
};

/** The AWS account that an environment's deploy and remove commands act in. */
export type DeploymentTarget = {
  __typename?: 'DeploymentTarget';
  /** The last four characters of the access key's id; null without one. Its secret is never shown. */
  accessKeyId?: Maybe<Scalars['String']['output']>;
  /** True when commands get the role's credentials as variables that end after an hour, for tools that cannot ask for new ones. */
  asVariables: Scalars['Boolean']['output'];
  /** What the role must ask for; made by Trellis, one for each environment, always the same. */
  externalId: Scalars['String']['output'];
  /** How Trellis gets in. */
  kind: TargetKind;
  /** The region that commands find in AWS_REGION; null: what the framework's own configuration names. */
  region?: Maybe<Scalars['String']['output']>;
  /** The role that is assumed; null without one. */
  roleArn?: Maybe<Scalars['String']['output']>;
  /** When it was last set; null when it never was. */
  updatedAt?: Maybe<Scalars['AWSDateTime']['output']>;
  /** The member or token that set it. */
  updatedBy?: Maybe<Scalars['String']['output']>;
};

/** What started a deployment. */
export type DeploymentTrigger =
  /** A script asked for it with an API token. */
  | 'API'
  /** A person asked for it in the dashboard. */
  | 'MANUAL'
  /** A commit was pushed to the environment's branch. */
  | 'PUSH';

/** A named target of an app: branch, settings, variables, and what is live there. */
export type Environment = {
  __typename?: 'Environment';
  /** The deployment that runs now. */
  active?: Maybe<DeploymentSummary>;
  /** The app that it belongs to. */
  appId: Scalars['ID']['output'];
  /** Who must approve a deployment before it may enter; null when nobody must. Rollbacks need no approval. */
  approval?: Maybe<ApprovalRule>;
  /** True when a push to its branch deploys by itself. */
  automatic: Scalars['Boolean']['output'];
  /** The deployment that people must approve before it gets a place; it holds nothing up. */
  awaiting?: Maybe<DeploymentSummary>;
  /** The branch that it follows; null when it follows none. */
  branch?: Maybe<Scalars['String']['output']>;
  /** When it was added. */
  createdAt: Scalars['AWSDateTime']['output'];
  /** Its deployments, newest first. */
  deployments: DeploymentConnection;
  /** Grows with every admitted deployment; an older one can never act after a newer one. */
  fence: Scalars['Int']['output'];
  /** What keeps deployments out for a while: pushes wait for its end, everything else is refused. Null when nothing does. */
  hold?: Maybe<Hold>;
  /** `env_` and a ULID. */
  id: Scalars['ID']['output'];
  /** The newest deployment that ran or runs here, whatever became of it. */
  latest?: Maybe<DeploymentSummary>;
  /** The deployment whose result is live; null before the first and after a teardown. */
  live?: Maybe<DeploymentSummary>;
  /** Unique in its app; also the stage name that the framework gets. */
  name: Scalars['String']['output'];
  /** Why automatic deployment is paused (after a rollback); null when it is not. */
  pausedReason?: Maybe<Scalars['String']['output']>;
  /** Its place in the pipeline, from 0. */
  position: Scalars['Int']['output'];
  /** The deployment that was live before this one, which a rollback without a name returns to. */
  previous?: Maybe<DeploymentSummary>;
  /** True when only promotions and rollbacks may change it and teardown wants its name typed. */
  protected: Scalars['Boolean']['output'];
  /** The deployment that runs next. */
  queued?: Maybe<DeploymentSummary>;
  /** Commands and limits of its deployments. */
  settings: EnvironmentSettings;
  /** The AWS account that its deploy and remove commands act in. */
  target: DeploymentTarget;
  /** When its settings last changed. */
  updatedAt: Scalars['AWSDateTime']['output'];
  /** Variables and the names of secrets; never a secret's value. */
  variables: Array<Variable>;
};


/** A named target of an app: branch, settings, variables, and what is live there. */
export type EnvironmentDeploymentsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** What an environment's deployments run, and for how long. A null command means: what was detected in the repository. */
export type EnvironmentSettings = {
  __typename?: 'EnvironmentSettings';
  /** Deploys; by default the framework's command or the `deploy` script. */
  deployCommand?: Maybe<Scalars['String']['output']>;
  /** Installs dependencies; by default what the lock file asks for. */
  installCommand?: Maybe<Scalars['String']['output']>;
  /** How many days a log is kept. */
  logDays: Scalars['Int']['output'];
  /** A longer log keeps its head and its tail, and says how many lines it left out. In megabytes. */
  logLimitMb: Scalars['Int']['output'];
  /** A JSON file, relative to the app's directory, that the deploy command leaves its outputs in. */
  outputsFile?: Maybe<Scalars['String']['output']>;
  /** Removes; by default the framework's command, or the script `remove`, `teardown` or `destroy`. */
  removeCommand?: Maybe<Scalars['String']['output']>;
  /** A builder that has not started its work by then is given up. */
  startTimeoutSeconds: Scalars['Int']['output'];
  /** Runs the tests; by default `npm run test`. */
  testCommand?: Maybe<Scalars['String']['output']>;
  /** True when tests run before anything is deployed. */
  tests: Scalars['Boolean']['output'];
  /** A run that takes longer is stopped. */
  timeoutSeconds: Scalars['Int']['output'];
};

/** Commands and limits; what is left out stays, or gets its default. An empty command means: what was detected. */
export type EnvironmentSettingsInput = {
  /** Deploys. */
  deployCommand?: InputMaybe<Scalars['String']['input']>;
  /** Installs dependencies. */
  installCommand?: InputMaybe<Scalars['String']['input']>;
  /** How many days a log is kept: 1 to 3,650. */
  logDays?: InputMaybe<Scalars['Int']['input']>;
  /** How long a log may become, in megabytes: 1 to 4,096. */
  logLimitMb?: InputMaybe<Scalars['Int']['input']>;
  /** A JSON file with the deploy command's outputs, relative to the app's directory. */
  outputsFile?: InputMaybe<Scalars['String']['input']>;
  /** Removes what is deployed. */
  removeCommand?: InputMaybe<Scalars['String']['input']>;
  /** How long a builder may take to start: 10 to 3,600. */
  startTimeoutSeconds?: InputMaybe<Scalars['Int']['input']>;
  /** Runs the tests. */
  testCommand?: InputMaybe<Scalars['String']['input']>;
  /** Whether tests run before anything is deployed. */
  tests?: InputMaybe<Scalars['Boolean']['input']>;
  /** How long a deployment may run: 1 to 86,400. */
  timeoutSeconds?: InputMaybe<Scalars['Int']['input']>;
};

/** How a deployment ended, as the builder reports it. */
export type FinishInput = {
  /** True when the artifact was kept. */
  artifactKept: Scalars['Boolean']['input'];
  /** What was deployed, as the clone found it. */
  commit?: InputMaybe<CommitInput>;
  /** SHA-256 over the log's lines, each followed by a newline. */
  logHash: Scalars['String']['input'];
  /** Lines in the log. */
  logLines: Scalars['Int']['input'];
  /** How many lines were left out because the log was over its limit. */
  logOmitted?: InputMaybe<Scalars['Int']['input']>;
  /** What a person can do about it. */
  nextStep?: InputMaybe<Scalars['String']['input']>;
  /** What the deploy command gave. */
  outputs?: InputMaybe<Array<OutputInput>>;
  /** One sentence; left out when it succeeded. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** For how long `awaitsLines` has not become less, in milliseconds by the builder's own clock; 0 in the first report of the end. */
  stalledMs?: InputMaybe<Scalars['Int']['input']>;
  /** SUCCEEDED, FAILED, CANCELLED or TIMED_OUT. */
  status: DeploymentStatus;
};

/** How an app is deployed and removed. */
export type Framework =
  /** Commands that the user gives, or the scripts of package.json. */
  | 'COMMAND'
  /** SST: `npx sst deploy` and `npx sst remove`. */
  | 'SST';

/** The connection with GitHub; all but its state is null or empty when nothing is connected. */
export type GitHubConnection = {
  __typename?: 'GitHubConnection';
  /** When it was connected. */
  connectedAt?: Maybe<Scalars['AWSDateTime']['output']>;
  /** The member that connected it. */
  connectedBy?: Maybe<Scalars['String']['output']>;
  /** `github.com`, or the host of a GitHub Enterprise. */
  host?: Maybe<Scalars['String']['output']>;
  /** Where the App is installed on more repositories. */
  installUrl?: Maybe<Scalars['String']['output']>;
  /** The accounts that it is installed on. */
  installations: Array<GitHubInstallation>;
  /** The App's name. */
  name?: Maybe<Scalars['String']['output']>;
  /** The account that owns the App. */
  owner?: Maybe<Scalars['String']['output']>;
  /** Why GitHub does not say what the App is installed on; null when it does. */
  problem?: Maybe<Problem>;
  /** The App's name in addresses. */
  slug?: Maybe<Scalars['String']['output']>;
  /** Whether and how pushes come. */
  state: GitHubState;
  /** The App's page at GitHub. */
  url?: Maybe<Scalars['String']['output']>;
};

/** A form for the browser to post: its address, and its one field `manifest`. */
export type GitHubConnectionStart = {
  __typename?: 'GitHubConnectionStart';
  /** The field `manifest`, as JSON. */
  manifest: Scalars['String']['output'];
  /** Part of the address: GitHub gives it back, so that a way back is known. It is good for ten minutes, once. */
  state: Scalars['String']['output'];
  /** Where to. */
  url: Scalars['String']['output'];
};

/** The GitHub App on one account. */
export type GitHubInstallation = {
  __typename?: 'GitHubInstallation';
  /** The account's name. */
  account: Scalars['String']['output'];
  /** GitHub's number. */
  id: Scalars['ID']['output'];
  /** Which of its repositories. */
  repositorySelection: GitHubRepositorySelection;
  /** True while somebody there has suspended it. */
  suspended: Scalars['Boolean']['output'];
  /** Its page at GitHub, to change what is granted. */
  url: Scalars['String']['output'];
};

/** A repository that the GitHub App may read. */
export type GitHubRepository = {
  __typename?: 'GitHubRepository';
  /** Names of the apps that it is connected to already. */
  apps: Array<Scalars['String']['output']>;
  /** True when it takes no more commits. */
  archived: Scalars['Boolean']['output'];
  /** GitHub's number. */
  id: Scalars['ID']['output'];
  /** `owner/name`. */
  name: Scalars['String']['output'];
  /** True when not everybody may read it. */
  private: Scalars['Boolean']['output'];
  /** The address to give to `createApp`. */
  url: Scalars['String']['output'];
};

/** A page of repositories. */
export type GitHubRepositoryConnection = {
  __typename?: 'GitHubRepositoryConnection';
  /** The repositories of this page. */
  nodes: Array<GitHubRepository>;
  /** How to get the next one. */
  pageInfo: PageInfo;
};

/** Which repositories of an account were granted. */
export type GitHubRepositorySelection =
  /** All, and those to come. */
  | 'ALL'
  /** Those that were chosen. */
  | 'SELECTED';

/** How pushes become known. */
export type GitHubState =
  /** GitHub posts them. */
  | 'ACTIVE'
  /** No GitHub App is connected. */
  | 'NOT_CONNECTED'
  /** Branches are looked at by the clock: GitHub cannot reach this installation, or posts to an address that it no longer has. */
  | 'POLLING';

/** A lock or a freeze of an environment. */
export type Hold = {
  __typename?: 'Hold';
  /** Who put it on. */
  by: Scalars['String']['output'];
  /** When it ends by itself; null: when someone lifts it. */
  endsAt?: Maybe<Scalars['AWSDateTime']['output']>;
  /** Whether it stops everything, or lets rollbacks through. */
  kind: HoldKind;
  /** Why, in the words of who put it on. */
  reason: Scalars['String']['output'];
  /** When it begins. */
  startsAt: Scalars['AWSDateTime']['output'];
};

/** What keeps deployments out of an environment for a while. */
export type HoldKind =
  /** Lets rollbacks through: the way back stays open while nothing new may come. */
  | 'FREEZE'
  /** Stops everything. */
  | 'LOCK';

/** What a builder is to do, given once to the task that claims it. */
export type Job = {
  __typename?: 'Job';
  /** The app, for the environment of commands. */
  appName: Scalars['String']['output'];
  /** Where to read the kept artifact of an earlier deployment; null when there is none. */
  artifactUrl?: Maybe<Scalars['AWSURL']['output']>;
  /** The branch of the commit, to fetch it by. */
  branch?: Maybe<Scalars['String']['output']>;
  /** Why there is no such token; it counts when the repository cannot be read without. */
  cloneProblem?: Maybe<Problem>;
  /** A short-lived token for https clones. */
  cloneToken?: Maybe<Scalars['String']['output']>;
  /** Exactly this commit; null only for a teardown that needs no source. */
  commit?: Maybe<Scalars['String']['output']>;
  /** The deployment to run. */
  deploymentId: Scalars['ID']['output'];
  /** The directory of the repository that holds the app. */
  directory: Scalars['String']['output'];
  /** The environment; also the stage that the framework deploys to. */
  environmentName: Scalars['String']['output'];
  /** How the app is deployed. */
  framework: Framework;
  /** How often to report at least. */
  heartbeatSeconds: Scalars['Int']['output'];
  /** True when this deployment's artifact is to be kept; where, a report asks once there is one. */
  keepsArtifact: Scalars['Boolean']['output'];
  /** What it does. */
  kind: DeploymentKind;
  /** Proves in every report that the sender is the one who claimed. */
  lease: Scalars['String']['output'];
  /** Where to clone from. */
  repository: Scalars['String']['output'];
  /** Commands and limits. */
  settings: EnvironmentSettings;
  /** The AWS account of the deploy command; null when it finds credentials by itself. */
  target?: Maybe<JobTarget>;
  /** True when a deploy command was killed here before: a lock that it left is taken off first. */
  unlock: Scalars['Boolean']['output'];
  /** All variables of the environment, secrets with their values. */
  variables: Array<JobVariable>;
};

/** How a builder gives a command its AWS account. */
export type JobTarget = {
  __typename?: 'JobTarget';
  /** True: credentials go into variables. False: the command asks for them, and for new ones before they end. */
  asVariables: Scalars['Boolean']['output'];
  /** The region to set; null: none. */
  region?: Maybe<Scalars['String']['output']>;
};

/** A variable as the builder gets it. */
export type JobVariable = {
  __typename?: 'JobVariable';
  /** The name of the environment variable. */
  name: Scalars['String']['output'];
  /** True when the value must be masked. */
  secret: Scalars['Boolean']['output'];
  /** Its value, a secret's too. */
  value: Scalars['String']['output'];
};

/** Lines of a log by their numbers. */
export type LineRange = {
  __typename?: 'LineRange';
  /** The first of them. */
  from: Scalars['Int']['output'];
  /** The last of them. */
  to: Scalars['Int']['output'];
};

/** What keeps deployments out of an environment. */
export type LockEnvironmentInput = {
  /** When it ends by itself; only by `unlockEnvironment` when left out. */
  endsAt?: InputMaybe<Scalars['AWSDateTime']['input']>;
  /** The environment; a lock or freeze that it has is replaced. */
  environmentId: Scalars['ID']['input'];
  /** Whether it stops everything, or lets rollbacks through. */
  kind: HoldKind;
  /** Why: shown to everyone whom it stops. */
  reason: Scalars['String']['input'];
  /** When it begins; at once when left out. */
  startsAt?: InputMaybe<Scalars['AWSDateTime']['input']>;
};

/** What a publish of log chunks did; subscribers of the deployment get the chunks. */
export type LogBatch = {
  __typename?: 'LogBatch';
  /** The chunks, in the order in which they were sent. */
  chunks: Array<LogChunk>;
  /** The deployment that printed them. */
  deploymentId: Scalars['ID']['output'];
};

/**
 * Lines of a log that were cut into one batch at the source. A batch is never cut again: a repeat writes the same chunk, and
 * any order of arrival gives the same log.
 */
export type LogChunk = {
  __typename?: 'LogChunk';
  /** True when the last line goes on in the next chunk's first line. */
  continues: Scalars['Boolean']['output'];
  /** How many lines it holds. */
  count: Scalars['Int']['output'];
  /** The deployment that printed them. */
  deploymentId: Scalars['ID']['output'];
  /** The number of its first line in the deployment; the first line of all is 0. */
  firstSeq: Scalars['Int']['output'];
  /** Which of the lines, counted from 0 in this chunk, came from standard error. */
  stderr: Array<Scalars['Int']['output']>;
  /** The step that printed them. */
  step: StepName;
  /** The lines, joined by newlines; secrets are masked already. */
  text: Scalars['String']['output'];
  /** When the first of them was printed, in milliseconds since 1970. */
  time: Scalars['Float']['output'];
};

/** A batch of log lines, as `LogChunk` describes it. */
export type LogChunkInput = {
  /** True when the last line goes on in the next chunk's first line. */
  continues: Scalars['Boolean']['input'];
  /** How many lines it holds. */
  count: Scalars['Int']['input'];
  /** The number of its first line. */
  firstSeq: Scalars['Int']['input'];
  /** Which of the lines came from standard error. */
  stderr: Array<Scalars['Int']['input']>;
  /** The step that printed them. */
  step: StepName;
  /** The lines, joined by newlines; secrets are masked already. */
  text: Scalars['String']['input'];
  /** When the first of them was printed, in milliseconds since 1970. */
  time: Scalars['Float']['input'];
};

/** A stretch of a deployment's log. */
export type LogPage = {
  __typename?: 'LogPage';
  /** Chunks in the order of their first line. */
  chunks: Array<LogChunk>;
  /** Give this as `fromSeq` to read on; null when there are no further chunks yet. */
  nextSeq?: Maybe<Scalars['Int']['output']>;
};

/** What can be done. */
export type Mutation = {
  __typename?: 'Mutation';
  /** Internal: tell everyone who watches how a deployment stands. */
  announceDeployment?: Maybe<Deployment>;
  /** Internal: tell everyone who watches how an environment stands. */
  announceEnvironment?: Maybe<Environment>;
  /** Say yes to a deployment that awaits approval; with enough of them it gets its place. */
  approve: Deployment;
  /** Stop a deployment that waits or runs. */
  cancelDeployment: Deployment;
  /** Get into an environment's AWS account as its next deployment would, and say which it is. Changes nothing. */
  checkTarget: AwsIdentity;
  /** Internal: a builder takes its job, once. */
  claimDeployment: Job;
  /** Connect a repository; makes the environments development, staging and production. */
  createApp: App;
  /** Add an environment to an app's pipeline. */
  createEnvironment: Environment;
  /** Forget an app. Refused while anything of it is deployed or runs. */
  deleteApp: App;
  /** Forget an environment. Refused while it is deployed or something runs in it. */
  deleteEnvironment: Environment;
  /** Delete a variable or a secret. */
  deleteVariable: Variable;
  /** Deploy a commit or a branch's newest commit to an environment. */
  deploy: Deployment;
  /** Forget the GitHub App and its keys. The App itself stays at GitHub until its owner deletes it there. */
  disconnectGitHub: GitHubConnection;
  /** Keep deployments out of an environment for a while, and say why. */
  lockEnvironment: Environment;
  /** Deploy to an environment what succeeded in the one before it. */
  promote: Deployment;
  /**
   * Internal: keep log chunks and hand them to everyone who watches. At most 12 chunks and 200 KB at once, in the order of their
   * lines. What is stored already has no further effect; what contradicts it is refused.
   */
  publishLogs: LogBatch;
  /** Say no to a deployment that awaits approval; it ends. */
  reject: Deployment;
  /** Internal: a builder says how far it is; without a change it is a heartbeat. */
  reportDeployment: ReportAnswer;
  /** Deploy to an environment what succeeded there earlier; pauses its automatic deployment. */
  rollback: Deployment;
  /** Set the AWS account that an environment deploys to, or take it away. */
  setTarget: Environment;
  /** Set a variable or a secret. */
  setVariable: Variable;
  /** Begin to connect GitHub: what the browser posts there to make a GitHub App. */
  startGitHubConnection: GitHubConnectionStart;
  /** Internal: a builder gets credentials of its environment's AWS account, for its deploy command. */
  targetCredentials: TargetCredentials;
  /** Remove everything that an environment has deployed. */
  teardown: Deployment;
  /** Let deployments in again; what waited for that starts. */
  unlockEnvironment: Environment;
  /** Change an app. */
  updateApp: App;
  /** Change an environment. */
  updateEnvironment: Environment;
};


/** What can be done. */
export type MutationAnnounceDeploymentArgs = {
  id: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationAnnounceEnvironmentArgs = {
  id: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationApproveArgs = {
  input: ApprovalInput;
};


/** What can be done. */
export type MutationCancelDeploymentArgs = {
  id: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationCheckTargetArgs = {
  environmentId: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationClaimDeploymentArgs = {
  claimToken: Scalars['String']['input'];
  deploymentId: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationCreateAppArgs = {
  input: CreateAppInput;
};


/** What can be done. */
export type MutationCreateEnvironmentArgs = {
  input: CreateEnvironmentInput;
};


/** What can be done. */
export type MutationDeleteAppArgs = {
  id: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationDeleteEnvironmentArgs = {
  id: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationDeleteVariableArgs = {
  environmentId: Scalars['ID']['input'];
  name: Scalars['String']['input'];
};


/** What can be done. */
export type MutationDeployArgs = {
  input: DeployInput;
};


/** What can be done. */
export type MutationLockEnvironmentArgs = {
  input: LockEnvironmentInput;
};


/** What can be done. */
export type MutationPromoteArgs = {
  input: PromoteInput;
};


/** What can be done. */
export type MutationPublishLogsArgs = {
  chunks: Array<LogChunkInput>;
  deploymentId: Scalars['ID']['input'];
  taskId: Scalars['String']['input'];
};


/** What can be done. */
export type MutationRejectArgs = {
  input: ApprovalInput;
};


/** What can be done. */
export type MutationReportDeploymentArgs = {
  input: ReportInput;
};


/** What can be done. */
export type MutationRollbackArgs = {
  input: RollbackInput;
};


/** What can be done. */
export type MutationSetTargetArgs = {
  input: SetTargetInput;
};


/** What can be done. */
export type MutationSetVariableArgs = {
  input: SetVariableInput;
};


/** What can be done. */
export type MutationStartGitHubConnectionArgs = {
  input: StartGitHubConnectionInput;
};


/** What can be done. */
export type MutationTargetCredentialsArgs = {
  deploymentId: Scalars['ID']['input'];
  lease: Scalars['String']['input'];
};


/** What can be done. */
export type MutationTeardownArgs = {
  input: TeardownInput;
};


/** What can be done. */
export type MutationUnlockEnvironmentArgs = {
  id: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationUpdateAppArgs = {
  input: UpdateAppInput;
};


/** What can be done. */
export type MutationUpdateEnvironmentArgs = {
  input: UpdateEnvironmentInput;
};

/** A value that the deploy command gave, by name. */
export type Output = {
  __typename?: 'Output';
  /** As the deploy command named it. */
  name: Scalars['String']['output'];
  /** The value; an http(s) URL is shown as a link. */
  value: Scalars['String']['output'];
};

/** A value that the deploy command gave, by name. */
export type OutputInput = {
  /** As the deploy command named it. */
  name: Scalars['String']['input'];
  /** Its value. */
  value: Scalars['String']['input'];
};

/** A page's place in a longer list. */
export type PageInfo = {
  __typename?: 'PageInfo';
  /** Give this as `after` to get the next page; null on the last one. */
  endCursor?: Maybe<Scalars['String']['output']>;
  /** True when there is a next page. */
  hasNextPage: Scalars['Boolean']['output'];
};

/** A step as it would run. */
export type PlannedStep = {
  __typename?: 'PlannedStep';
  /** Null when the step would be skipped. */
  command?: Maybe<Scalars['String']['output']>;
  /** Which step. */
  name: StepName;
  /** Where the command comes from, or why the step would be skipped. */
  note: Scalars['String']['output'];
};

/** What is wrong, as people read it. */
export type Problem = {
  __typename?: 'Problem';
  /** What is blocked, and why. */
  message: Scalars['String']['output'];
  /** What to do about it. */
  nextStep: Scalars['String']['output'];
};

/** What to promote, and where to. */
export type PromoteInput = {
  /** A retry with the same token has one effect. */
  clientToken?: InputMaybe<Scalars['String']['input']>;
  /** A deployment that succeeded in the environment before; its live one when left out. */
  deploymentId?: InputMaybe<Scalars['ID']['input']>;
  /** The environment that receives. */
  environmentId: Scalars['ID']['input'];
  /** True runs it even if the environment has exactly this already; otherwise that is skipped. */
  force?: InputMaybe<Scalars['Boolean']['input']>;
};

/** What a push event says of its newest commit. */
export type PushInput = {
  /** Who wrote it. */
  author?: InputMaybe<Scalars['String']['input']>;
  /** The commit that it replaced. */
  before?: InputMaybe<Scalars['String']['input']>;
  /** The delivery that brought it. */
  deliveryId: Scalars['String']['input'];
  /** True when the sender has just read that the commit is the branch's newest, so that the branch is not read again. */
  head?: InputMaybe<Scalars['Boolean']['input']>;
  /** The first line of the commit's message. */
  subject?: InputMaybe<Scalars['String']['input']>;
  /** Where it can be read. */
  url?: InputMaybe<Scalars['AWSURL']['input']>;
};

/** What can be asked. */
export type Query = {
  __typename?: 'Query';
  /** One app; null when there is none of that id. */
  app?: Maybe<App>;
  /** The app of that name; null when there is none. */
  appByName?: Maybe<App>;
  /** Apps, ordered by name. */
  apps: AppConnection;
  /** One deployment; null when there is none of that id. */
  deployment?: Maybe<Deployment>;
  /** One environment; null when there is none of that id. */
  environment?: Maybe<Environment>;
  /** The connected GitHub App, and what it is installed on. */
  github: GitHubConnection;
  /** Repositories that an installation of the GitHub App may read, to choose from. */
  githubRepositories: GitHubRepositoryConnection;
  /** Look into a repository before it becomes an app. Changes nothing. */
  inspectRepository: RepositoryInspection;
  /** A deployment's log from a line on, in chunks. */
  logs: LogPage;
  /** Bad signatures, repeated pushes, stale builders and the like, by day and code, the newest day first. */
  refusals: Array<RefusalCount>;
  /** The user or role that a role in a target account must trust: Trellis as AWS sees it. */
  targetPrincipal: AwsIdentity;
  /** Who is asking, and what they may do. */
  viewer: Viewer;
};


/** What can be asked. */
export type QueryAppArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked. */
export type QueryAppByNameArgs = {
  name: Scalars['String']['input'];
};


/** What can be asked. */
export type QueryAppsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** What can be asked. */
export type QueryDeploymentArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked. */
export type QueryEnvironmentArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked. */
export type QueryGithubRepositoriesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  installationId: Scalars['ID']['input'];
  search?: InputMaybe<Scalars['String']['input']>;
};


/** What can be asked. */
export type QueryInspectRepositoryArgs = {
  branch?: InputMaybe<Scalars['String']['input']>;
  directory?: InputMaybe<Scalars['String']['input']>;
  repository: Scalars['String']['input'];
  repositoryToken?: InputMaybe<Scalars['String']['input']>;
};


/** What can be asked. */
export type QueryLogsArgs = {
  deploymentId: Scalars['ID']['input'];
  fromSeq?: InputMaybe<Scalars['Int']['input']>;
  limit?: InputMaybe<Scalars['Int']['input']>;
};


/** What can be asked. */
export type QueryRefusalsArgs = {
  days?: InputMaybe<Scalars['Int']['input']>;
};

/** How often something was refused on one day. */
export type RefusalCount = {
  __typename?: 'RefusalCount';
  /** The code of the refusal (docs/errors.md). */
  code: Scalars['String']['output'];
  /** How often, as far as it is written: counts come in every ten seconds. */
  count: Scalars['Int']['output'];
  /** The day in UTC, as `2026-01-31`. */
  day: Scalars['AWSDate']['output'];
};

/** What a report is answered with. */
export type ReportAnswer = {
  __typename?: 'ReportAnswer';
  /** Where to put the artifact now; null when the report did not ask, or none is wanted. It is good for some minutes at least. */
  artifactUploadUrl?: Maybe<Scalars['AWSURL']['output']>;
  /** How many lines of its log are still on their way. While it is not 0 the end is not taken: report it again in a moment. */
  awaitsLines: Scalars['Int']['output'];
  /** True when the builder must stop: someone cancelled. */
  cancel: Scalars['Boolean']['output'];
  /** False when a newer deployment holds the environment: the builder must stop before it deploys. */
  current: Scalars['Boolean']['output'];
  /** The deployment that was reported. */
  deploymentId: Scalars['ID']['output'];
  /** Where it stands now. */
  status: DeploymentStatus;
};

/** What the builder, or the functions that watch over it, say of a deployment. */
export type ReportInput = {
  /** True asks where to put the artifact that is about to be sent. */
  artifactUpload?: InputMaybe<Scalars['Boolean']['input']>;
  /** The commit, once it was cloned and its message is known. */
  commit?: InputMaybe<CommitInput>;
  /** The deployment that is reported. */
  deploymentId: Scalars['ID']['input'];
  /** Set when the deployment has ended. */
  finish?: InputMaybe<FinishInput>;
  /** What the claim gave. */
  lease: Scalars['String']['input'];
  /** All steps as they stand: after the claim, and when several changed at once. */
  plan?: InputMaybe<Array<StepInput>>;
  /** The report's number, from 1. An older one than the last that was taken is refused; the same one again has no further effect. */
  seq: Scalars['Int']['input'];
  /** A step that changed. */
  step?: InputMaybe<StepInput>;
};

/** What was found in a repository, and what a first deployment would run. */
export type RepositoryInspection = {
  __typename?: 'RepositoryInspection';
  /** Branches, the default one first; at most 100. */
  branches: Array<Scalars['String']['output']>;
  /** The newest commit of the branch that was inspected. */
  commit: Commit;
  /** The repository's own default branch. */
  defaultBranch: Scalars['String']['output'];
  /** The directory that was looked into. */
  directory: Scalars['String']['output'];
  /** What was detected. */
  framework: Framework;
  /** Why this framework: the file that gave it away. */
  frameworkEvidence: Scalars['String']['output'];
  /** The Node.js version that the repository asks for, as it is written there. */
  nodeVersion?: Maybe<Scalars['String']['output']>;
  /** npm, pnpm, yarn or bun; null when there is no package.json. */
  packageManager?: Maybe<Scalars['String']['output']>;
  /** The steps of a first deployment, with their commands. */
  plan: Array<PlannedStep>;
  /** The address as it will be cloned. */
  repository: Scalars['String']['output'];
  /** A name for the app, made from the repository's; may be changed. */
  suggestedName: Scalars['String']['output'];
  /** What would stop a deployment, or surprise; each one sentence. */
  warnings: Array<Scalars['String']['output']>;
};

/** What to return to. */
export type RollbackInput = {
  /** A retry with the same token has one effect. */
  clientToken?: InputMaybe<Scalars['String']['input']>;
  /** A deployment that succeeded here; the one that was live before when left out. */
  deploymentId?: InputMaybe<Scalars['ID']['input']>;
  /** The environment that returns. */
  environmentId: Scalars['ID']['input'];
};

/** The AWS account that an environment is to have. */
export type SetTargetInput = {
  /** Of KEYS: the id of an access key. Left out together with its secret: the key that is kept. */
  accessKeyId?: InputMaybe<Scalars['String']['input']>;
  /** Of ROLE: whether commands get credentials as variables that end after an hour. */
  asVariables?: InputMaybe<Scalars['Boolean']['input']>;
  /** The environment. */
  environmentId: Scalars['ID']['input'];
  /** How to get in. What is kept of another kind is forgotten. */
  kind: TargetKind;
  /** Empty or left out: what the framework's own configuration names. */
  region?: InputMaybe<Scalars['String']['input']>;
  /** Of ROLE: a role whose name begins with `trellis-target-`. */
  roleArn?: InputMaybe<Scalars['String']['input']>;
  /** Of KEYS: its secret; kept in the secret store, never shown. */
  secretAccessKey?: InputMaybe<Scalars['String']['input']>;
};

/** A variable and its value. */
export type SetVariableInput = {
  /** The environment that gets it. */
  environmentId: Scalars['ID']['input'];
  /** Letters, digits and underscores; not one that Trellis sets itself. */
  name: Scalars['String']['input'];
  /** Whether the value goes into the secret store, never to be shown again. */
  secret?: InputMaybe<Scalars['Boolean']['input']>;
  /** The new value. */
  value: Scalars['String']['input'];
};

/** Where and how the GitHub App is to be made. */
export type StartGitHubConnectionInput = {
  /** The host of a GitHub Enterprise; github.com when left out. */
  host?: InputMaybe<Scalars['String']['input']>;
  /** The organization that is to own it; the person's own account when left out. */
  organization?: InputMaybe<Scalars['String']['input']>;
};

/** One step of a deployment. */
export type Step = {
  __typename?: 'Step';
  /** What it runs, as shown to people; values of variables are not expanded. */
  command?: Maybe<Scalars['String']['output']>;
  /** The exit code of its command; null when it runs, or when a signal ended it. */
  exitCode?: Maybe<Scalars['Int']['output']>;
  /** When it ended. */
  finishedAt?: Maybe<Scalars['AWSDateTime']['output']>;
  /** Which step. */
  name: StepName;
  /** What to know about its end: a signal, why it was skipped. */
  note?: Maybe<Scalars['String']['output']>;
  /** When it began. */
  startedAt?: Maybe<Scalars['AWSDateTime']['output']>;
  /** Where it stands. */
  status: StepStatus;
};

/** A step as the builder reports it. */
export type StepInput = {
  /** What it runs, as shown to people. */
  command?: InputMaybe<Scalars['String']['input']>;
  /** The exit code of its command. */
  exitCode?: InputMaybe<Scalars['Int']['input']>;
  /** When it ended. */
  finishedAt?: InputMaybe<Scalars['AWSDateTime']['input']>;
  /** Which step. */
  name: StepName;
  /** What to know about its end. */
  note?: InputMaybe<Scalars['String']['input']>;
  /** When it began. */
  startedAt?: InputMaybe<Scalars['AWSDateTime']['input']>;
  /** Where it stands. */
  status: StepStatus;
};

/** The steps of a deployment, in the order in which they can run. */
export type StepName =
  /** Reserved: no framework of today builds apart from its deploy. */
  | 'BUILD'
  /** Brings the files: exactly the commit. */
  | 'CLONE'
  /** Runs the deploy command; in a teardown, the remove command. */
  | 'DEPLOY'
  /** Installs dependencies. */
  | 'INSTALL'
  /** Reads what the deploy command left, and keeps the artifact. */
  | 'OUTPUTS'
  /** Runs the tests. */
  | 'TEST';

/** Where a step stands. */
export type StepStatus =
  /** Was stopped, or never started, because the deployment was cancelled. */
  | 'CANCELLED'
  /** Ended with another exit code, or could not run. */
  | 'FAILED'
  /** Has not started. */
  | 'PENDING'
  /** Runs now. */
  | 'RUNNING'
  /** Was not needed in this deployment. */
  | 'SKIPPED'
  /** Ended with exit code 0. */
  | 'SUCCEEDED';

/** What can be watched. */
export type Subscription = {
  __typename?: 'Subscription';
  /** An app was connected, changed or forgotten: a hint to read the list again. */
  onApp?: Maybe<App>;
  /** A deployment changed. Narrow it down by any argument. */
  onDeployment?: Maybe<Deployment>;
  /** An environment changed: its settings, or what runs, waits or is live there. */
  onEnvironment?: Maybe<Environment>;
  /** New lines of a deployment's log. May lose messages: read `logs` for what is missing. */
  onLogs?: Maybe<LogBatch>;
};


/** What can be watched. */
export type SubscriptionOnAppArgs = {
  id?: InputMaybe<Scalars['ID']['input']>;
};


/** What can be watched. */
export type SubscriptionOnDeploymentArgs = {
  appId?: InputMaybe<Scalars['ID']['input']>;
  environmentId?: InputMaybe<Scalars['ID']['input']>;
  id?: InputMaybe<Scalars['ID']['input']>;
};


/** What can be watched. */
export type SubscriptionOnEnvironmentArgs = {
  appId?: InputMaybe<Scalars['ID']['input']>;
  id?: InputMaybe<Scalars['ID']['input']>;
};


/** What can be watched. */
export type SubscriptionOnLogsArgs = {
  deploymentId: Scalars['ID']['input'];
};

/** Credentials of an AWS account, for the commands of one deployment. */
export type TargetCredentials = {
  __typename?: 'TargetCredentials';
  /** The key's id. */
  accessKeyId: Scalars['String']['output'];
  /** The deployment that they are for. */
  deploymentId: Scalars['ID']['output'];
  /** When they end; null: they do not. */
  expiration?: Maybe<Scalars['AWSDateTime']['output']>;
  /** The key's secret. */
  secretAccessKey: Scalars['String']['output'];
  /** The token of the session; null for access keys of a user. */
  sessionToken?: Maybe<Scalars['String']['output']>;
};

/** How Trellis gets into the AWS account that an environment deploys to. */
export type TargetKind =
  /** It keeps access keys of that account. */
  | 'KEYS'
  /** Not at all: commands find credentials of their own, or need none. */
  | 'NONE'
  /** It assumes a role of that account, for an hour at a time. */
  | 'ROLE';

/** What to tear down. */
export type TeardownInput = {
  /** A retry with the same token has one effect. */
  clientToken?: InputMaybe<Scalars['String']['input']>;
  /** The environment's name, typed; asked for when it is protected. */
  confirmName?: InputMaybe<Scalars['String']['input']>;
  /** The environment to empty. */
  environmentId: Scalars['ID']['input'];
};

/** What to change of an app; what is left out stays. */
export type UpdateAppInput = {
  /** Another branch. */
  defaultBranch?: InputMaybe<Scalars['String']['input']>;
  /** Another directory of the repository. */
  directory?: InputMaybe<Scalars['String']['input']>;
  /** Another way to deploy. */
  framework?: InputMaybe<Framework>;
  /** The app to change. */
  id: Scalars['ID']['input'];
  /** A new name. */
  name?: InputMaybe<Scalars['String']['input']>;
  /** How often its branches are looked at, in seconds: 0 (never), or 30 to 86,400. */
  pollSeconds?: InputMaybe<Scalars['Int']['input']>;
  /** A token that is kept goes along only while the repository stays on its host. */
  repository?: InputMaybe<Scalars['String']['input']>;
  /** Replaces the access token; an empty one removes it. */
  repositoryToken?: InputMaybe<Scalars['String']['input']>;
};

/** What to change of an environment; what is left out stays. */
export type UpdateEnvironmentInput = {
  /** Who must approve from now on. */
  approval?: InputMaybe<ApprovalRuleInput>;
  /** Whether a push to the branch deploys by itself. */
  automatic?: InputMaybe<Scalars['Boolean']['input']>;
  /** An empty branch means: it follows none. */
  branch?: InputMaybe<Scalars['String']['input']>;
  /** The environment to change. */
  id: Scalars['ID']['input'];
  /** False resumes automatic deployment that a rollback paused. */
  paused?: InputMaybe<Scalars['Boolean']['input']>;
  /** Another place in the pipeline, from 0. */
  position?: InputMaybe<Scalars['Int']['input']>;
  /** Whether only promotions and rollbacks may change it. */
  protected?: InputMaybe<Scalars['Boolean']['input']>;
  /** What its deployments run; single settings may be left out. */
  settings?: InputMaybe<EnvironmentSettingsInput>;
};

/** A value that deployments of an environment get as an environment variable. */
export type Variable = {
  __typename?: 'Variable';
  /** The environment that has it. */
  environmentId: Scalars['ID']['output'];
  /** Letters, digits and underscores. */
  name: Scalars['String']['output'];
  /** True when its value is kept in the secret store and never shown again. */
  secret: Scalars['Boolean']['output'];
  /** When it was last set. */
  updatedAt: Scalars['AWSDateTime']['output'];
  /** The member or token that set it. */
  updatedBy: Scalars['String']['output'];
  /** The value; null for a secret. */
  value?: Maybe<Scalars['String']['output']>;
};

/** Who is asking. */
export type Viewer = {
  __typename?: 'Viewer';
  /** The member's or token's id. */
  id: Scalars['ID']['output'];
  /** How they are shown to others. */
  name: Scalars['String']['output'];
  /** What they may do. */
  permissions: Array<Scalars['String']['output']>;
  /** Their roles: an environment may ask for one of them before someone may approve. */
  roles: Array<Scalars['String']['output']>;
};
