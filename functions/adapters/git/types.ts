/** What every way of reading a repository takes and gives. */
import type { RepositoryFiles } from '../../../core/frameworks';
import type { RepositoryAddress } from '../../../core/repository';

/** A repository, with the access token that opens it when it is not public. */
export interface ReadableRepository extends RepositoryAddress {
  token?: string;
}

/** What a repository's remote end lists. */
export interface RemoteHeads {
  /** Null when its HEAD names no branch that exists. */
  defaultBranch: string | null;
  /** Commit hashes by branch name. */
  branches: Map<string, string>;
}

/** A branch's newest commit, to look into. */
export interface Checkout {
  commit: { hash: string; subject: string; author: string };
  /** True when the commit holds this directory. */
  hasDirectory(path: string): Promise<boolean>;
  /** The files below a directory; a link or a file of more than 1 MB is none. */
  files(directory: string): RepositoryFiles;
}

/** A way of reading repositories. Each rejects with `repository.unreachable` when that fails. */
export interface GitReader {
  /** All branches, and which one is the default. */
  heads(repository: ReadableRepository): Promise<RemoteHeads>;
  /** The newest commits of branches, by branch; one that does not exist is left out. */
  branchHeads(
    repository: ReadableRepository,
    branches: readonly string[],
    timeoutMs: number,
  ): Promise<Map<string, string>>;
  /** Hands over a branch's newest commit, and forgets it again. */
  withCheckout<T>(
    repository: ReadableRepository,
    branch: string,
    look: (checkout: Checkout) => Promise<T>,
  ): Promise<T>;
}

/** How long a list of branches may take. */
export const LIST_TIMEOUT_MS = 15_000;
/** How long a look at a commit may take. */
export const LOOK_TIMEOUT_MS = 20_000;
/** A bigger file is none that says how to build. */
export const MAX_FILE_BYTES = 1_000_000;
