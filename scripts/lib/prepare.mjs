import { build } from './build.mjs';
import { install } from './install.mjs';
import { Problem } from './problem.mjs';
import { run } from './run.mjs';

const checkGit = async () => {
  const { code } = await run('git', ['--version']);
  if (code !== 0)
    throw new Problem('Trellis needs git, and it was not found on this machine.', {
      next: 'install git, then try again.',
    });
};

/**
 * Everything that must be true before Trellis can run: git, dependencies, builds.
 *
 * @param {{ force?: boolean, faults?: boolean, infra?: boolean, functions?: boolean }} [options] `faults`: also for `npm run torture`;
 *   `infra`: also for AWS; `functions`: of that, only the functions' bundles
 */
export const prepare = async ({ force = false, faults = false, infra = false, functions = infra } = {}) => {
  await checkGit();
  await install({ infra });
  await build({ force, faults, functions });
};
