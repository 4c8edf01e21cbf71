/** What a new environment starts with. Resolvers import it, so it stays inside what APPSYNC_JS can run. */
import { numberSettings } from './patterns';
import type { EnvironmentRecord, EnvironmentSettings } from './records';

/** Tests run, commands come from the repository. */
export const defaultSettings: EnvironmentSettings = {
  tests: true,
  installCommand: null,
  testCommand: null,
  deployCommand: null,
  removeCommand: null,
  outputsFile: null,
  timeoutSeconds: numberSettings.timeoutSeconds.usual,
  startTimeoutSeconds: numberSettings.startTimeoutSeconds.usual,
  logLimitMb: numberSettings.logLimitMb.usual,
  logDays: numberSettings.logDays.usual,
};

/** An environment in which nothing has happened yet. */
export const untouched = {
  pausedReason: null,
  approval: null,
  hold: null,
  fence: 0,
  active: null,
  queued: null,
  awaiting: null,
  live: null,
  previous: null,
  latest: null,
  settling: {},
  interrupted: false,
} satisfies Partial<EnvironmentRecord>;
