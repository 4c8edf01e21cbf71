/** The commit of each watched branch that was last handed over: what makes commits during a downtime deploy after it. */
import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { writeAtomic } from '../atomic-file';

/** Null: the branch was looked for and was not there, so its first commit is news. */
const fileSchema = z.object({
  repositories: z.record(z.string(), z.record(z.string(), z.string().nullable())),
});

/** A branch of a repository. */
export interface BranchOf {
  repository: string;
  branch: string;
}

/** Last seen commits, kept in one file. */
export class SeenHeads {
  private repositories = new Map<string, Map<string, string | null>>();
  private loading: Promise<void> | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(private readonly file: string) {}

  /** Reads the file, once. A file that is missing or damaged means: nothing was seen yet. */
  load(): Promise<void> {
    this.loading ??= readFile(this.file, 'utf8').then(
      (text) => this.restore(text),
      () => undefined,
    );
    return this.loading;
  }

  /** The commit seen last; null when the branch was missing, undefined when it was never looked at. */
  get({ repository, branch }: BranchOf): string | null | undefined {
    return this.repositories.get(repository)?.get(branch);
  }

  /** Remembers a commit; resolves when it is on disk. */
  set({ repository, branch }: BranchOf, hash: string | null): Promise<void> {
    const branches = this.repositories.get(repository) ?? new Map<string, string | null>();
    this.repositories.set(repository, branches.set(branch, hash));
    return this.save();
  }

  /** Forgets all branches but the given ones, so that one that is watched again later starts afresh. */
  async keepOnly(wanted: readonly BranchOf[]): Promise<void> {
    const keys = new Set(wanted.map(({ repository, branch }) => JSON.stringify([repository, branch])));
    let changed = false;
    for (const [repository, branches] of this.repositories) {
      for (const branch of [...branches.keys()]) {
        if (!keys.has(JSON.stringify([repository, branch]))) changed = branches.delete(branch) || changed;
      }
      if (branches.size === 0) this.repositories.delete(repository);
    }
    if (changed) await this.save();
  }

  private restore(text: string): void {
    try {
      const { repositories } = fileSchema.parse(JSON.parse(text));
      for (const [repository, branches] of Object.entries(repositories)) {
        this.repositories.set(repository, new Map(Object.entries(branches)));
      }
    } catch {
      this.repositories.clear();
    }
  }

  private save(): Promise<void> {
    this.writing = this.writing
      .catch(() => undefined)
      .then(async () => {
        const branches = [...this.repositories].map(
          ([name, heads]) => [name, Object.fromEntries(heads)] as const,
        );
        await mkdir(dirname(this.file), { recursive: true });
        await writeAtomic(this.file, JSON.stringify({ repositories: Object.fromEntries(branches) }, null, 2));
      });
    return this.writing;
  }
}
