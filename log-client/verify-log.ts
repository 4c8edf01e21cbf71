/** Works out the hash of a log that is held in memory, a slice at a time, so that a page stays quick. */
import type { ReadChunk } from '../core/log-merge';
import type { Clock } from './clock';
import { textOf, type LogHash } from './log-hash';

/** Characters that are worked in at once: a few milliseconds' work. */
const SLICE = 512 * 1024;

/**
 * Hashes all chunks and answers by calling back.
 *
 * @param chunks the whole log in order; nothing may be added meanwhile
 * @returns calls it off
 */
export const verifyLog = (
  chunks: readonly ReadChunk[],
  hash: LogHash,
  clock: Clock,
  done: (hash: string) => void,
): (() => void) => {
  let at = 0;
  const slice = (): void => {
    for (let size = 0; at < chunks.length && size < SLICE; at += 1) {
      const chunk = chunks[at];
      if (!chunk) continue;
      const text = textOf(chunk);
      size += text.length;
      hash.update(text);
    }
    if (at < chunks.length) callOff = clock.after(0, slice);
    else done(hash.digest());
  };
  let callOff = clock.after(0, slice);
  return () => callOff();
};
