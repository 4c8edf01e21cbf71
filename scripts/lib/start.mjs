import { pathToFileURL } from 'node:url';
import { buildDirectory, root } from './paths.mjs';
import { prepare } from './prepare.mjs';
import { orExplain } from './problem.mjs';
import { endChildrenOnSignal } from './run.mjs';

/**
 * Prepares, then runs the host in this very process: one process to end, and nothing between it and Ctrl+C.
 *
 * @param {string[]} argv
 */
export const start = (argv) =>
  orExplain(async () => {
    const handOver = endChildrenOnSignal();
    await prepare();
    handOver();
    const { main } = await import(pathToFileURL(`${buildDirectory}/host/main.js`).href);
    await main({ root, buildDirectory, argv });
  });
