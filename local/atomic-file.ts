/** Files that are either the old or the new content, never a part of it, whatever dies while they are written. */
import { randomBytes } from 'node:crypto';
import { renameSync, writeFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';

const temporaryName = (path: string): string => `${path}.${randomBytes(4).toString('hex')}.tmp`;

/** Replaces a file's content in one step. `mode` holds from the first byte on. */
export const writeAtomic = async (path: string, content: string | Buffer, mode = 0o600): Promise<void> => {
  const temporary = temporaryName(path);
  await writeFile(temporary, content, { mode });
  await rename(temporary, path);
};

/** `writeAtomic` for where waiting would let something else happen in between. */
export const writeAtomicSync = (path: string, content: string | Buffer, mode = 0o600): void => {
  const temporary = temporaryName(path);
  writeFileSync(temporary, content, { mode });
  renameSync(temporary, path);
};
