/** What a new environment starts with. Resolvers import it, so it stays inside what APPSYNC_JS can run. */
import { DEFAULT_TIMEOUT_SECONDS } from './patterns';
import type { EnvironmentSettings } from './records';

export const defaultSettings: EnvironmentSettings = {
  tests: true,
  installCommand: null,
  testCommand: null,
  deployCommand: null,
  removeCommand: null,
  outputsFile: null,
  timeoutSeconds: DEFAULT_TIMEOUT_SECONDS,
};
