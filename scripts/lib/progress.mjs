import { performance } from 'node:perf_hooks';

/** @param {number} since */
const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/**
 * Says what is being done, does it, says how long it took. On a terminal both stand in one line.
 *
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export const step = async (title, work) => {
  const started = performance.now();
  const terminal = process.stdout.isTTY;
  process.stdout.write(terminal ? `  … ${title}` : `  ${title}\n`);
  try {
    const result = await work();
    if (terminal) process.stdout.write(`\r\u001b[K  ✓ ${title} (${seconds(started)})\n`);
    return result;
  } catch (error) {
    if (terminal) process.stdout.write(`\r\u001b[K  ✗ ${title} (${seconds(started)})\n`);
    throw error;
  }
};
