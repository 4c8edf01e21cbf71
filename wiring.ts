/**
 * What answers what: the one list that a host reads. A resolver file's name says its field (`Mutation.promote.ts`); this
 * file says which data source it talks to, which functions exist, what they need, and which route, event or schedule calls them.
 */

/** Environment variables that a host sets for a function, by meaning. */
export type FunctionVariable =
  /** The GraphQL endpoint. */
  | 'TRELLIS_API_URL'
  /** The table. */
  | 'TRELLIS_TABLE'
  /** Where the bucket of artifacts is: `https://<bucket>.s3.<region>.amazonaws.com`, or below what stands for S3. */
  | 'TRELLIS_BUCKET_URL'
  /** What every secret's name begins with. */
  | 'TRELLIS_SECRET_PREFIX'
  /** Cluster, task definition and network (subnets and security groups, separated by commas) of the builder. */
  | 'TRELLIS_CLUSTER'
  | 'TRELLIS_TASK_DEFINITION'
  | 'TRELLIS_SUBNETS'
  | 'TRELLIS_SECURITY_GROUPS'
  /** Whether a builder gets a public address: `ENABLED` or `DISABLED`. */
  | 'TRELLIS_PUBLIC_IP'
  /** The log group that builders write to. */
  | 'TRELLIS_LOG_GROUP'
  /** Where people see the dashboard; no slash at its end. */
  | 'TRELLIS_PUBLIC_URL'
  /** The event bus that tells of deployments. */
  | 'TRELLIS_EVENT_BUS'
  /** A short name of this installation; part of the cookie's name. */
  | 'TRELLIS_INSTANCE'
  /** The API of github.com: `https://api.github.com`, or what stands for it in a test. */
  | 'TRELLIS_GITHUB_API_URL'
  /** STS as access keys of other accounts are asked about: `https://sts.<region>.amazonaws.com`, or what stands for it in a test. */
  | 'TRELLIS_STS_URL'
  /**
   * Which repositories a function may read, and which GitHub it may ask: `any`, or `public` for those at https addresses on the public
   * internet. A function in a cloud account must not be made to ask the account's own services.
   */
  | 'TRELLIS_REPOSITORY_ACCESS'
  /** Where GitHub can reach the webhook's route; `none` when it cannot. */
  | 'TRELLIS_WEBHOOK_URL';

/** Fields that a builder calls: it takes its job, says how far it is, and gets credentials for its commands. Its role may do nothing else. */
export const builderCalls = [
  'Mutation.claimDeployment',
  'Mutation.reportDeployment',
  'Mutation.targetCredentials',
] as const;

/** One of them. */
export type BuilderCall = (typeof builderCalls)[number];

/** What a function may do, beyond writing its own log; the host on AWS turns each into the narrowest policy that allows it. */
type Grant = 'table' | 'tasks' | 'secrets' | 'artifacts' | 'logs' | 'events' | 'targets';

/** Fields that functions call as Trellis itself, signed with their own credentials. */
export type ApiCall =
  'Mutation.deploy' | 'Mutation.publishLogs' | 'Mutation.announceDeployment' | 'Mutation.announceEnvironment';

/** One Lambda function. */
export interface FunctionWiring {
  /** The module, which exports `handler`. */
  entry: string;
  variables: readonly FunctionVariable[];
  grants: readonly Grant[];
  /** Fields of the API that it calls. */
  calls: readonly ApiCall[];
  timeoutSeconds: number;
  memoryMb: number;
}

const variablesOf: Record<Grant, readonly FunctionVariable[]> = {
  table: ['TRELLIS_TABLE'],
  tasks: [
    'TRELLIS_CLUSTER',
    'TRELLIS_TASK_DEFINITION',
    'TRELLIS_SUBNETS',
    'TRELLIS_SECURITY_GROUPS',
    'TRELLIS_PUBLIC_IP',
  ],
  secrets: ['TRELLIS_SECRET_PREFIX'],
  artifacts: ['TRELLIS_BUCKET_URL'],
  logs: ['TRELLIS_LOG_GROUP'],
  events: ['TRELLIS_EVENT_BUS'],
  targets: ['TRELLIS_STS_URL'],
};

const fn = (
  entry: string,
  grants: readonly Grant[],
  { calls = [], variables = [], ...more }: Partial<Omit<FunctionWiring, 'entry' | 'grants'>> = {},
): FunctionWiring => ({
  entry: `functions/${entry}.ts`,
  grants,
  calls,
  timeoutSeconds: 25,
  memoryMb: 512,
  ...more,
  variables: [
    ...grants.flatMap((grant) => variablesOf[grant]),
    ...(calls.length > 0 ? (['TRELLIS_API_URL'] as const) : []),
    ...variables,
  ],
});

// Whoever frees an environment starts what waited for it, and tells of both.
const announces = ['Mutation.announceDeployment', 'Mutation.announceEnvironment'] as const;
const publishes = ['Mutation.publishLogs', ...announces] as const;

const asksGitHub = ['TRELLIS_GITHUB_API_URL', 'TRELLIS_REPOSITORY_ACCESS'] as const;

/** Every function, by name. `wiring.test.ts` holds each to what its code really reads and calls. */
export const functions = {
  authorizer: fn('authorizer', ['table', 'secrets'], { timeoutSeconds: 10 }),
  session: fn('session', ['table', 'secrets'], { variables: ['TRELLIS_INSTANCE'] }),
  githubWebhook: fn('github-webhook', ['table', 'secrets'], {
    calls: ['Mutation.deploy'],
    timeoutSeconds: 10,
  }),
  githubConnection: fn('github-connection', ['table', 'secrets'], {
    variables: [...asksGitHub, 'TRELLIS_WEBHOOK_URL'],
  }),
  githubRepositories: fn('github-repositories', ['table', 'secrets'], { variables: asksGitHub }),
  githubReturn: fn('github-return', ['table', 'secrets'], { variables: asksGitHub }),
  startGitHubConnection: fn('start-github-connection', ['table'], {
    variables: ['TRELLIS_PUBLIC_URL', 'TRELLIS_WEBHOOK_URL', 'TRELLIS_REPOSITORY_ACCESS'],
  }),
  disconnectGitHub: fn('disconnect-github', ['table', 'secrets']),
  createApp: fn('create-app', ['table', 'secrets'], { variables: asksGitHub }),
  updateApp: fn('update-app', ['table', 'secrets'], { variables: asksGitHub }),
  deleteApp: fn('delete-app', ['table', 'tasks', 'secrets', 'events'], { calls: announces }),
  deleteEnvironment: fn('delete-environment', ['table', 'tasks', 'secrets', 'events'], { calls: announces }),
  setVariable: fn('set-variable', ['table', 'secrets'], { calls: ['Mutation.announceEnvironment'] }),
  deleteVariable: fn('delete-variable', ['table', 'secrets'], { calls: ['Mutation.announceEnvironment'] }),
  setTarget: fn('set-target', ['table', 'secrets'], { calls: ['Mutation.announceEnvironment'] }),
  // The one that roles in other accounts trust.
  targetAccess: fn('target-access', ['table', 'secrets', 'targets']),
  inspectRepository: fn('inspect-repository', ['table', 'secrets'], {
    variables: asksGitHub,
  }),
  deploy: fn('deploy', ['table', 'tasks', 'secrets', 'events'], {
    calls: announces,
    variables: asksGitHub,
  }),
  promote: fn('promote', ['table', 'tasks', 'events'], { calls: announces }),
  rollback: fn('rollback', ['table', 'tasks', 'events'], { calls: announces }),
  teardown: fn('teardown', ['table', 'tasks', 'events'], { calls: announces }),
  approve: fn('approve', ['table', 'tasks', 'events'], { calls: announces }),
  reject: fn('reject', ['table', 'tasks', 'events'], { calls: announces }),
  lockEnvironment: fn('lock-environment', ['table'], { calls: ['Mutation.announceEnvironment'] }),
  unlockEnvironment: fn('unlock-environment', ['table', 'tasks', 'events'], { calls: announces }),
  cancelDeployment: fn('cancel-deployment', ['table', 'tasks', 'events'], { calls: announces }),
  claimDeployment: fn('claim-deployment', ['table', 'secrets', 'artifacts', 'events'], {
    variables: asksGitHub,
  }),
  reportDeployment: fn('report-deployment', ['table', 'tasks', 'artifacts', 'logs', 'events'], {
    calls: publishes,
  }),
  logForwarder: fn('log-forwarder', ['table'], { calls: ['Mutation.publishLogs'] }),
  // It may have a long log to read.
  taskStopped: fn('task-stopped', ['table', 'tasks', 'logs', 'events'], {
    calls: publishes,
    timeoutSeconds: 120,
  }),
  pollBranches: fn('poll-branches', ['table', 'secrets'], {
    calls: ['Mutation.deploy'],
    variables: asksGitHub,
    timeoutSeconds: 60,
  }),
  notifyGithub: fn('notify-github', ['table', 'secrets'], {
    variables: [...asksGitHub, 'TRELLIS_PUBLIC_URL'],
    timeoutSeconds: 60,
  }),
  sweeper: fn('sweeper', ['table', 'tasks', 'logs', 'events'], { calls: publishes }),
} as const satisfies Record<string, FunctionWiring>;

/** A function's name. */
export type FunctionName = keyof typeof functions;

/**
 * Fields whose resolver asks a function. All other fields with a resolver file ask the table; pipeline resolvers are files
 * that export `pipeline`, naming files of `resolvers/functions/`.
 */
export const functionFields = {
  'Query.inspectRepository': 'inspectRepository',
  'Query.github': 'githubConnection',
  'Query.githubRepositories': 'githubRepositories',
  'Mutation.startGitHubConnection': 'startGitHubConnection',
  'Mutation.disconnectGitHub': 'disconnectGitHub',
  'Query.targetPrincipal': 'targetAccess',
  'Mutation.createApp': 'createApp',
  'Mutation.updateApp': 'updateApp',
  'Mutation.deleteApp': 'deleteApp',
  'Mutation.deleteEnvironment': 'deleteEnvironment',
  'Mutation.setVariable': 'setVariable',
  'Mutation.deleteVariable': 'deleteVariable',
  'Mutation.setTarget': 'setTarget',
  'Mutation.checkTarget': 'targetAccess',
  'Mutation.targetCredentials': 'targetAccess',
  'Mutation.deploy': 'deploy',
  'Mutation.promote': 'promote',
  'Mutation.rollback': 'rollback',
  'Mutation.teardown': 'teardown',
  'Mutation.approve': 'approve',
  'Mutation.reject': 'reject',
  'Mutation.lockEnvironment': 'lockEnvironment',
  'Mutation.unlockEnvironment': 'unlockEnvironment',
  'Mutation.cancelDeployment': 'cancelDeployment',
  'Mutation.claimDeployment': 'claimDeployment',
  'Mutation.reportDeployment': 'reportDeployment',
} as const satisfies Record<string, FunctionName>;

/** Fields whose resolver needs no data source: those of subscriptions decide who may listen, others look at what is there already. */
export const localFields = [
  'Query.viewer',
  'App.pollSeconds',
  'Deployment.logMissing',
  'Environment.target',
  'Subscription.onDeployment',
  'Subscription.onEnvironment',
  'Subscription.onApp',
  'Subscription.onLogs',
] as const;

/**
 * Pipelines: which functions of `resolvers/functions/` a field runs, in order. The field's own file holds what comes before
 * the first and after the last.
 */
export const pipelineFields = {
  'Mutation.publishLogs': ['readLog', 'compareLog', 'putLog', 'noteLog', 'correctLog'],
  'Query.appByName': ['findAppByName', 'getApp'],
  'Mutation.createEnvironment': ['getAppWithEnvironments', 'putEnvironment'],
  'Mutation.updateEnvironment': ['findEnvironment', 'changeEnvironment'],
} as const satisfies Record<string, readonly string[]>;

/** HTTP routes: only what GitHub and a browser's sign-in need. Events have the shape of API Gateway's HTTP API, version 2. */
export const routes = {
  'POST /webhooks/github': 'githubWebhook',
  'GET /github/callback': 'githubReturn',
  'GET /github/installed': 'githubReturn',
  'POST /auth/session': 'session',
  'POST /auth/refresh': 'session',
  'POST /auth/sign-out': 'session',
} as const satisfies Record<string, FunctionName>;

/** Events of the platform. */
export const events = {
  /** EventBridge "ECS Task State Change" with lastStatus STOPPED, of the builder's cluster. */
  taskStopped: 'taskStopped',
  /** CloudWatch Logs subscription of the builder's log group. */
  builderLogs: 'logForwarder',
  /** EventBridge, the bus of Trellis: every event of `core/deployment-event.ts`. */
  deploymentChanged: 'notifyGithub',
} as const satisfies Record<string, FunctionName>;

/** What runs by the clock. */
export const schedules = {
  sweeper: { everySeconds: 60, function: 'sweeper' },
  /** Each app says how often it wants to be looked at; this is how often that is checked. */
  pollBranches: { everySeconds: 60, function: 'pollBranches' },
} as const satisfies Record<string, { everySeconds: number; function: FunctionName }>;
