/** What the parts of one deployment share. */
import type { Api } from './api';
import type { BuildLog } from './build-log';
import type { Config } from './config';
import type { Job } from './job';
import type { Reporter } from './reporter';
import type { Runner } from './run-command';
import type { Stop } from './stop';
import type { Workspace } from './workspace';

/** One deployment on its way. */
export interface Session {
  config: Config;
  job: Job;
  workspace: Workspace;
  log: BuildLog;
  /** Masks a text that does not go through the log. */
  mask: (text: string) => string;
  /** Masks these values too from now on. */
  hide: (secrets: readonly string[]) => void;
  /** Gives the commands that act in the environment's AWS account their credentials. */
  api: Pick<Api, 'targetCredentials'>;
  reporter: Reporter;
  runner: Runner;
  stop: Stop;
}
