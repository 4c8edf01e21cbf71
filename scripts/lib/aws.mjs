import { pathToFileURL } from 'node:url';
import { root } from './paths.mjs';
import { prepare } from './prepare.mjs';
import { orExplain } from './problem.mjs';
import { progressToStandardError } from './progress.mjs';
import { endChildrenOnSignal } from './run.mjs';

/**
 * Loads a module of the AWS host, which is TypeScript, into this very process: the question it asks needs the terminal.
 *
 * @param {string} module - below the repository's root
 */
export const loadTypeScript = async (module) => {
  const { register } = await import('tsx/esm/api');
  register();
  return import(pathToFileURL(`${root}/${module}`).href);
};

/**
 * Prepares, then runs a command of the AWS host. Whoever only wants help gets it as fast as that goes.
 *
 * @param {'deploy' | 'destroy' | 'smoke'} name
 * @param {string[]} argv
 */
export const runAws = (name, argv) =>
  orExplain(async () => {
    if (argv.includes('--json')) progressToStandardError();
    const handOver = endChildrenOnSignal();
    await prepare({ infra: true });
    handOver();
    const { commands } = await loadTypeScript('infra/deploy/main.ts');
    await commands[name]({ root, argv });
  });
