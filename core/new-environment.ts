/** What a new environment starts with. Resolvers import it, so it stays inside what APPSYNC_JS can run. */
import { DEFAULT_TIMEOUT_SECONDS } from './patterns';
import type { EnvironmentRecord, EnvironmentSettings } from './records';

/** Tests run, commands come from the repository. */
export const defaultSettings: EnvironmentSettings = {
  tests: true,
  installCommand: null,
  testCommand: null,
  deployCommand: null,
  removeCommand: null,
  outputsFile: null,
  timeoutSeconds: DEFAULT_TIMEOUT_SECONDS,
};

/** An environment in which nothing has happened yet. */
export const untouched = {
  pausedReason: null,
  fence: 0,
  active: null,
  queued: null,
  live: null,
  previous: null,
  latest: null,
  settling: {},
} satisfies Partial<EnvironmentRecord>;
