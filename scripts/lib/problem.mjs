/** What a person can act on: one sentence that says what is wrong, one that says what to do, and an exit code. */
export class Problem extends Error {
  /**
   * @param {string} message
   * @param {{ next?: string, exitCode?: number, detail?: string }} [more]
   */
  constructor(message, more = {}) {
    super(message);
    this.name = 'Problem';
    this.next = more.next;
    this.exitCode = more.exitCode ?? 3;
    this.detail = more.detail;
  }
}

/**
 * A failed file operation in words; anything else as it is.
 *
 * @param {unknown} error
 */
const explained = (error) => {
  if (error instanceof Problem || !(error instanceof Error)) return error;
  const { code, path } = /** @type {NodeJS.ErrnoException} */ (error);
  if (code === 'EACCES' || code === 'EPERM')
    return new Problem(`${path ?? 'A file'} belongs to another user or may not be written.`, {
      next: 'give it to this user (chown -R), or work on a copy of your own.',
    });
  if (code === 'ENOSPC')
    return new Problem('The disk is full.', { next: 'free some space, then try again.' });
  return error;
};

/**
 * Runs the work; a problem is printed and ends the process with its exit code.
 *
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export const orExplain = async (work) => {
  try {
    return await work();
  } catch (error) {
    const problem = explained(error);
    if (!(problem instanceof Problem)) throw error;
    if (problem.detail) console.error(problem.detail.trimEnd());
    console.error(problem.message);
    if (problem.next) console.error(`Next: ${problem.next}`);
    process.exit(problem.exitCode);
  }
};
