/**
 * Opens a repository: by the access token that was given with the app, or else by the connected GitHub App, when the repository stands
 * at its GitHub. Either token is only sent to the repository's own host.
 */
import { TrellisError } from '../../core/errors';
import { repositoryAt } from '../../core/github';
import type { AppRecord } from '../../core/records';
import { parseRepository, type RepositoryAddress } from '../../core/repository';
import type { ReadableRepository } from '../adapters/git';
import { forgetInstallationTokens } from '../adapters/github-token-cache';
import { installationToken } from '../adapters/github-tokens';
import { findGitHub } from '../adapters/store/github';
import { readRepositoryToken } from './repository-token';

/** A repository with what it takes to read it. */
export interface OpenedRepository extends ReadableRepository {
  /** Why the GitHub App gives no token for it. It may be public and need none: this is for when it cannot be read. */
  refusal?: TrellisError;
  /** Of one that the GitHub App opened: asks it once more, now that its token did not. */
  again?: () => Promise<OpenedRepository>;
}

/**
 * A repository, opened by the connected GitHub App where that can.
 *
 * @param leastLifeMs how long its token must still be valid, at least
 */
const openByGitHub = async (address: RepositoryAddress, leastLifeMs?: number): Promise<OpenedRepository> => {
  const github = await findGitHub();
  const repository = github && repositoryAt(github.host, address);
  if (!repository) return address;
  try {
    return {
      ...address,
      token: await installationToken(github, repository, { contents: 'read' }, leastLifeMs),
      again: () => {
        forgetInstallationTokens(github, repository);
        return openByGitHub(address, leastLifeMs);
      },
    };
  } catch (error) {
    if (error instanceof TrellisError) return { ...address, refusal: error };
    throw error;
  }
};

/** A repository, opened by this token, or else by the connected GitHub App. */
export const openRepository = async (
  address: RepositoryAddress,
  token: string | undefined,
  leastLifeMs?: number,
): Promise<OpenedRepository> =>
  token === undefined ? openByGitHub(address, leastLifeMs) : { ...address, token };

/** An app's repository, opened. A token that was given with the app is what somebody chose, so it comes first. */
export const repositoryOf = async (app: AppRecord, leastLifeMs?: number): Promise<OpenedRepository> =>
  openRepository(parseRepository(app.repository), await readRepositoryToken(app), leastLifeMs);

/** Does something with a repository; when it cannot be read, the GitHub App's reason is told instead of git's. */
export const reading = async <T>(
  { refusal, again }: OpenedRepository,
  read: () => Promise<T>,
): Promise<T> => {
  try {
    return await read();
  } catch (error) {
    const unread = error instanceof TrellisError && error.code === 'repository.unreachable';
    // A token is kept for a while: what was taken away since shows when the App is asked once more.
    throw unread ? (refusal ?? (await again?.())?.refusal ?? error) : error;
  }
};

/** Forgets the GitHub App's tokens for a repository, because they did not open it. */
export const forgetTokensOf = async (app: AppRecord): Promise<void> => {
  const github = await findGitHub();
  const repository = github && repositoryAt(github.host, parseRepository(app.repository));
  if (repository) forgetInstallationTokens(github, repository);
};
