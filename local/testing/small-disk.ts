/** Test support: a small disk (tmpfs) that can be filled. Mounting one takes root on Linux. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A mounted disk. */
export interface SmallDisk {
  directory: string;
  /** Takes all space that is left. */
  fill(): void;
  /** Gives it back. */
  free(): void;
  remove(): void;
}

/** Mounts a disk of so many MB; a sentence why not, where that cannot be done. */
export const mountSmallDisk = (sizeMb: number): SmallDisk | string => {
  const directory = mkdtempSync(join(tmpdir(), 'trellis-small-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeMb}m`, 'tmpfs', directory], { stdio: 'pipe' });
  } catch (error) {
    rmSync(directory, { recursive: true });
    return `a small disk cannot be mounted here: ${error instanceof Error ? error.message.split('\n')[0] : ''}`;
  }
  const ballast = join(directory, 'ballast');
  return {
    directory,
    fill() {
      const { bavail, bsize } = statfsSync(directory);
      try {
        writeFileSync(ballast, Buffer.alloc(Math.max(1, bavail * bsize)));
      } catch {
        // The last page was not there any more: it is full all the same.
      }
    },
    free: () => rmSync(ballast, { force: true }),
    remove() {
      execFileSync('umount', ['-l', directory]);
      rmSync(directory, { recursive: true });
    },
  };
};
