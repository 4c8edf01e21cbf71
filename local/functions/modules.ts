/** The functions' modules, named so that a bundler finds them; a test holds the list to the wiring. */
import type { FunctionName } from '../../wiring';

/** A function as Lambda calls it. */
export type Handler = (event: never, context: never) => unknown;

/** Loads a function's module. */
export const modules = {
  authorizer: () => import('../../functions/authorizer'),
  session: () => import('../../functions/session'),
  githubWebhook: () => import('../../functions/github-webhook'),
  githubConnection: () => import('../../functions/github-connection'),
  githubRepositories: () => import('../../functions/github-repositories'),
  githubReturn: () => import('../../functions/github-return'),
  startGitHubConnection: () => import('../../functions/start-github-connection'),
  disconnectGitHub: () => import('../../functions/disconnect-github'),
  createApp: () => import('../../functions/create-app'),
  updateApp: () => import('../../functions/update-app'),
  deleteApp: () => import('../../functions/delete-app'),
  deleteEnvironment: () => import('../../functions/delete-environment'),
  setVariable: () => import('../../functions/set-variable'),
  deleteVariable: () => import('../../functions/delete-variable'),
  setTarget: () => import('../../functions/set-target'),
  targetAccess: () => import('../../functions/target-access'),
  inspectRepository: () => import('../../functions/inspect-repository'),
  deploy: () => import('../../functions/deploy'),
  promote: () => import('../../functions/promote'),
  rollback: () => import('../../functions/rollback'),
  teardown: () => import('../../functions/teardown'),
  approve: () => import('../../functions/approve'),
  reject: () => import('../../functions/reject'),
  lockEnvironment: () => import('../../functions/lock-environment'),
  unlockEnvironment: () => import('../../functions/unlock-environment'),
  cancelDeployment: () => import('../../functions/cancel-deployment'),
  claimDeployment: () => import('../../functions/claim-deployment'),
  reportDeployment: () => import('../../functions/report-deployment'),
  logForwarder: () => import('../../functions/log-forwarder'),
  taskStopped: () => import('../../functions/task-stopped'),
  pollBranches: () => import('../../functions/poll-branches'),
  notifyGithub: () => import('../../functions/notify-github'),
  sweeper: () => import('../../functions/sweeper'),
} satisfies Record<FunctionName, () => Promise<{ handler: Handler }>>;
