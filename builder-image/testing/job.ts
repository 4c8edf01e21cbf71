/** A job as the API would give it. */
import type { EnvironmentSettings } from '../../core/records';
import type { Job } from '../job';

/** Settings with nothing set. */
export const noSettings: EnvironmentSettings = {
  tests: true,
  installCommand: null,
  testCommand: null,
  deployCommand: null,
  removeCommand: null,
  outputsFile: null,
  timeoutSeconds: 60,
  startTimeoutSeconds: 180,
  logLimitMb: 256,
  logDays: 90,
};

/** A deployment of a commit; it installs nothing unless the settings say otherwise, since npm takes its time. */
export const makeJob = (source: { path: string; commit: string }, more: Partial<Job> = {}): Job => ({
  deploymentId: 'dep_1',
  lease: 'lease-1',
  kind: 'DEPLOY',
  appName: 'shop',
  environmentName: 'development',
  repository: source.path,
  branch: 'main',
  commit: source.commit,
  directory: '.',
  framework: 'COMMAND',
  settings: { ...noSettings, installCommand: 'true' },
  unlock: false,
  cloneToken: null,
  cloneProblem: null,
  variables: [],
  target: null,
  artifactUrl: null,
  keepsArtifact: false,
  heartbeatSeconds: 15,
  ...more,
});
