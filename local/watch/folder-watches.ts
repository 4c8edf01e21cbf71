/** File system watches on a set of folders that come and go. They only make things quick: whoever uses them polls as well. */
import { watch, type FSWatcher } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, join, sep } from 'node:path';

interface Watched {
  watcher: FSWatcher;
  /** Tells a folder from another one that took its place. */
  inode: bigint;
}

/** Watches on folders (not on what is deeper). */
export class FolderWatches {
  private readonly watched = new Map<string, Watched>();

  /** @param onChange - gets the name that changed in one of the folders */
  constructor(private readonly onChange: (name: string | null) => void) {}

  /** Watches exactly these folders, as far as they exist. */
  async setFolders(folders: ReadonlySet<string>): Promise<void> {
    for (const folder of [...this.watched.keys()]) {
      if (!folders.has(folder)) this.drop(folder);
    }
    for (const folder of folders) await this.ensure(folder);
  }

  /** Ends all watches. */
  clear(): void {
    for (const folder of [...this.watched.keys()]) this.drop(folder);
  }

  private async ensure(folder: string): Promise<void> {
    const found = await stat(folder, { bigint: true }).catch(() => undefined);
    const known = this.watched.get(folder);
    if (known !== undefined && known.inode === found?.ino) return;
    this.drop(folder);
    if (found === undefined) return;
    try {
      const watcher = watch(folder, { persistent: false }, (_, name) => this.changed(folder, name));
      watcher.on('error', () => this.drop(folder));
      this.watched.set(folder, { watcher, inode: found.ino });
    } catch {
      // The system has no watches left, or the folder went away: polling does without.
    }
  }

  private changed(folder: string, name: string | null): void {
    // A folder that was removed or moved keeps a dead watch; so does a folder inside that was replaced.
    if (name === basename(folder)) this.drop(folder);
    if (name !== null) this.dropUnder(join(folder, name));
    this.onChange(name);
  }

  private dropUnder(path: string): void {
    for (const folder of [...this.watched.keys()]) {
      if (folder === path || folder.startsWith(path + sep)) this.drop(folder);
    }
  }

  private drop(folder: string): void {
    this.watched.get(folder)?.watcher.close();
    this.watched.delete(folder);
  }
}
