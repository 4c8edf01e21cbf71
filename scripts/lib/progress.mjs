import { performance } from 'node:perf_hooks';

let stream = process.stdout;

/** From now on, leaves standard output to what a script reads. */
export const progressToStandardError = () => {
  stream = process.stderr;
};

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
  const terminal = stream.isTTY;
  stream.write(terminal ? `  … ${title}` : `  ${title}\n`);
  try {
    const result = await work();
    if (terminal) stream.write(`\r\u001b[K  ✓ ${title} (${seconds(started)})\n`);
    return result;
  } catch (error) {
    if (terminal) stream.write(`\r\u001b[K  ✗ ${title} (${seconds(started)})\n`);
    throw error;
  }
};
