/** Whether a disk takes data again: asked by writing some, since quotas and broken disks show in no number. */
import { open, rm } from 'node:fs/promises';

const piece = Buffer.alloc(1024 * 1024);
/** What LevelDB may write when it is opened: its log as a table (4 MB), a manifest, a new log. */
const pieces = 8;

/** Writes 8 MB beside `path` and removes them again; false when the disk did not take them. */
export const diskTakes = async (path: string): Promise<boolean> => {
  const probe = `${path}.probe`;
  try {
    const file = await open(probe, 'w', 0o600);
    try {
      for (let written = 0; written < pieces; written += 1) await file.writeFile(piece);
      await file.sync();
    } finally {
      await file.close();
    }
    return true;
  } catch {
    return false;
  } finally {
    await rm(probe, { force: true }).catch(() => undefined);
  }
};
