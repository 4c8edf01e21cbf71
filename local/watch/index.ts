/**
 * Watches local repositories: a commit on a branch that an environment follows becomes a push event, within milliseconds by
 * file system watches, within a second by a look at the files where watches do not reach (network drives, full tables).
 */
import type { Log } from '../log';
import { localPath } from './git-refs';
import { SeenHeads } from './state';
import { WatchedRepository, type PushEvent } from './watched-repository';

export { ensureExampleRepository } from './example-repository';
export type { PushEvent } from './watched-repository';

const defaultPollMs = 1000;

/** What the watcher needs of its host. */
export interface RepositoryWatcherOptions {
  /** Remembers what was handed over, across restarts. */
  stateFile: string;
  /** Takes a push. When it rejects, the same push comes again later; it may come twice when the host dies in between. */
  onPush: (event: PushEvent) => Promise<void>;
  log: Log;
  /** Milliseconds between two looks at the files. */
  pollMs?: number;
}

/** What to watch. */
export interface RepositoryToWatch {
  /** A path or a file:// URL; other addresses are passed over. */
  repository: string;
  branches: readonly string[];
}

/** A running watcher. */
export interface RepositoryWatcher {
  /**
   * Watches exactly these from now on; give the whole list each time. A branch that is new to the watcher starts from its
   * present commit, which is no push. Resolves when the present commits are recorded; pushes follow on their own.
   */
  setRepositories(repositories: readonly RepositoryToWatch[]): Promise<void>;
  /** Ends all watching. */
  close(): Promise<void>;
}

const byRepository = (list: readonly RepositoryToWatch[]): Map<string, Set<string>> => {
  const merged = new Map<string, Set<string>>();
  for (const { repository, branches } of list) {
    merged.set(repository, new Set([...(merged.get(repository) ?? []), ...branches]));
  }
  return merged;
};

/** Starts a watcher, with nothing to watch yet. */
export const createRepositoryWatcher = (options: RepositoryWatcherOptions): RepositoryWatcher => {
  const seen = new SeenHeads(options.stateFile);
  const context = { seen, onPush: options.onPush, log: options.log };
  const watched = new Map<string, WatchedRepository>();
  let changes: Promise<void> = Promise.resolve();
  const poll = setInterval(() => {
    for (const repository of watched.values()) void repository.check();
  }, options.pollMs ?? defaultPollMs);
  poll.unref();

  const apply = async (list: readonly RepositoryToWatch[]): Promise<void> => {
    await seen.load();
    const wanted = byRepository(list);
    await seen.keepOnly(
      [...wanted].flatMap(([repository, names]) => [...names].map((branch) => ({ repository, branch }))),
    );
    for (const [repository, known] of [...watched]) {
      if (wanted.has(repository)) continue;
      watched.delete(repository);
      void known.close();
    }
    for (const [repository, branches] of wanted) {
      const path = localPath(repository);
      if (path === undefined) continue;
      const known = watched.get(repository) ?? new WatchedRepository(repository, path, context);
      await known.setBranches([...branches]);
      watched.set(repository, known);
      void known.check();
    }
  };

  return {
    setRepositories: (list) => {
      const done = changes.then(() => apply(list));
      changes = done.catch(() => undefined);
      return done;
    },
    close: async () => {
      clearInterval(poll);
      await changes;
      await Promise.all([...watched.values()].map((repository) => repository.close()));
      watched.clear();
    },
  };
};
