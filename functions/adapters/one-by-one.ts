/**
 * Turns within one process. Order and exclusion come from conditional writes; this only keeps calls of one process from losing
 * those to each other again and again.
 */
const lines = new Map<string, Promise<unknown>>();

/** Runs when everything that was given the same key before has ended. */
export const oneByOne = async <T>(key: string, run: () => Promise<T>): Promise<T> => {
  const before = lines.get(key) ?? Promise.resolve();
  const own = before.then(run, run);
  lines.set(key, own);
  try {
    return await own;
  } finally {
    if (lines.get(key) === own) lines.delete(key);
  }
};
