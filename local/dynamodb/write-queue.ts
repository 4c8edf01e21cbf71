/**
 * One write at a time: what comes while one is on its way goes together in the next, all or nothing. After a write that failed,
 * none follows: LevelDB's log may end in half a record, and what stood behind that would be lost at the next start.
 */
import type { Callback, Change } from './dynalite';

/** The queue. */
export interface WriteQueue {
  write(changes: readonly Change[], done: Callback<void>): void;
}

interface Waiting {
  changes: readonly Change[];
  done: Callback<void>;
}

/** Makes a queue in front of `write`. `onFailure` hears of the first write that failed; all later ones fail with its error. */
export const createWriteQueue = (
  write: (changes: readonly Change[], done: Callback<void>) => void,
  onFailure: (error: Error) => void,
): WriteQueue => {
  let waiting: Waiting[] = [];
  let isWriting = false;
  let failure: Error | undefined;

  const next = (): void => {
    const group = waiting;
    if (isWriting || group.length === 0) return;
    waiting = [];
    isWriting = true;
    const [only] = group;
    const changes = only && group.length === 1 ? only.changes : group.flatMap((each) => each.changes);
    write(changes, (error) => {
      isWriting = false;
      if (error && !failure) {
        failure = error;
        onFailure(error);
      }
      for (const { done } of group) done(error);
      if (failure) for (const { done } of waiting.splice(0)) done(failure);
      else next();
    });
  };

  return {
    write(changes, done) {
      if (failure) {
        setImmediate(done, failure);
        return;
      }
      waiting.push({ changes, done });
      // What is asked for in the same turn, as the items of a batch are, goes together.
      if (!isWriting && waiting.length === 1) queueMicrotask(next);
    },
  };
};
