/** One watched repository: notices that branches moved and hands that over, once, in order, until it was taken. */
import { readCommit, type CommitFacts } from './commit-facts';
import { FolderWatches } from './folder-watches';
import type { Log } from '../log';
import { branchFolders, findGitFolder, isBranchName, readHead } from './git-refs';
import type { SeenHeads } from './state';

const longestPauseMs = 60_000;

/** A branch that moved. */
export interface PushEvent {
  /** The repository as it was given to `setRepositories`. */
  repository: string;
  branch: string;
  /** The commit before; null when the branch is new. */
  before: string | null;
  after: string;
  commit: CommitFacts;
}

/** What a watched repository works with. */
export interface WatchContext {
  seen: SeenHeads;
  onPush: (event: PushEvent) => Promise<void>;
  log: Log;
}

/** A repository and the branches of it that are of interest. */
export class WatchedRepository {
  private branches: string[] = [];
  private readonly watches: FolderWatches;
  private checking: Promise<void> | undefined;
  private again = false;
  private closed = false;
  private failures = 0;
  private retryAt = 0;

  constructor(
    private readonly repository: string,
    private readonly path: string,
    private readonly context: WatchContext,
  ) {
    this.watches = new FolderWatches((name) => {
      // A lock comes before every change; the change itself is what counts.
      if (name?.endsWith('.lock') !== true) void this.check();
    });
  }

  /** Sets the branches. Resolves when the heads of new ones are recorded: from then on no commit is missed. */
  async setBranches(branches: readonly string[]): Promise<void> {
    this.branches = branches.filter(isBranchName);
    const folder = await findGitFolder(this.path);
    if (folder === undefined) return;
    for (const branch of this.branches) {
      const place = { repository: this.repository, branch };
      if (this.context.seen.get(place) !== undefined) continue;
      await this.context.seen.set(place, (await readHead(folder, branch)) ?? null);
    }
  }

  /** Looks for moved branches. Calls during a look lead to one more look after it. Never rejects. */
  check(): Promise<void> {
    if (!this.mayLook()) return Promise.resolve();
    this.again = true;
    this.checking ??= this.look();
    return this.checking;
  }

  /** Ends the watching; resolves when nothing is under way. */
  async close(): Promise<void> {
    this.closed = true;
    await this.checking;
    this.watches.clear();
  }

  private mayLook(): boolean {
    return !this.closed && Date.now() >= this.retryAt;
  }

  private async look(): Promise<void> {
    while (this.again && this.mayLook()) {
      this.again = false;
      const failure = await this.lookOnce().catch((error: unknown) => ({ error }));
      if (failure === undefined) this.failures = 0;
      else this.pause(failure.error);
    }
    this.checking = undefined;
  }

  private async lookOnce(): Promise<{ error: unknown } | undefined> {
    const folder = await findGitFolder(this.path);
    // Watches first: what changes after them is seen by them, what changed before them is read below.
    const folders =
      folder === undefined
        ? []
        : [folder, ...this.branches.flatMap((branch) => branchFolders(folder, branch))];
    await this.watches.setFolders(new Set(folders));
    if (folder === undefined) return undefined;
    let failure: { error: unknown } | undefined;
    // One branch that is not taken does not hold up the others.
    for (const branch of this.branches) {
      await this.lookAt(folder, branch).catch((error: unknown) => (failure = { error }));
    }
    return failure;
  }

  private async lookAt(folder: string, branch: string): Promise<void> {
    const place = { repository: this.repository, branch };
    const after = await readHead(folder, branch);
    const before = this.context.seen.get(place);
    if (before === undefined) await this.context.seen.set(place, after ?? null);
    // A branch that was deleted deploys nothing, and is compared with its last commit should it return.
    else if (after !== undefined && after !== before) {
      const commit = await readCommit(folder, after);
      if (this.closed) return;
      await this.context.onPush({ ...place, before, after, commit });
      await this.context.seen.set(place, after);
    }
  }

  /** What was not taken is tried again, ever more rarely; the first failure is told. */
  private pause(error: unknown): void {
    this.failures += 1;
    this.retryAt = Date.now() + Math.min(longestPauseMs, 500 * 2 ** this.failures);
    if (this.failures > 1) return;
    const message = `a commit in ${this.repository} could not be handed over; it is tried again`;
    this.context.log.warn(message, error);
  }
}
