/** The environment that commands see: the base that the host gives, Trellis' own variables, and the environment's variables. */
import { join } from 'node:path';
import { isReservedVariable } from '../core/names';
import type { Job } from './job';

/** Installing asks and prints less; a repository's own settings still win. */
const quietInstall = {
  npm_config_audit: 'false',
  npm_config_fund: 'false',
  npm_config_update_notifier: 'false',
};

const nodeDirectory = join(process.execPath, '..');

/** PATH with a Node.js version in front, and the builder's own at the end in case there is no other. */
const pathWith = (path: string | undefined, node: string | undefined): string =>
  [node, path ?? '/usr/local/bin:/usr/bin:/bin', nodeDirectory]
    .filter((part) => part !== undefined)
    .join(':');

/** What commands of a job see. `outputsFile` is where a command may leave its outputs. */
export const commandEnvironment = (
  base: Record<string, string>,
  job: Job,
  paths: { outputsFile: string; node?: string },
): Record<string, string> => ({
  ...quietInstall,
  ...base,
  PATH: pathWith(base.PATH, paths.node),
  CI: 'true',
  ...Object.fromEntries(
    job.variables.filter(({ name }) => !isReservedVariable(name)).map(({ name, value }) => [name, value]),
  ),
  TRELLIS_APP: job.appName,
  TRELLIS_ENVIRONMENT: job.environmentName,
  TRELLIS_DEPLOYMENT_ID: job.deploymentId,
  TRELLIS_COMMIT: job.commit ?? '',
  TRELLIS_OUTPUTS_FILE: paths.outputsFile,
});
