/** A look into a repository, before anything is built on it. */
import { TrellisError } from '../../core/errors';
import { detectFramework } from '../../core/frameworks';
import { brief } from '../../core/names';
import type { Framework } from '../../core/records';
import { listHeads, withCheckout, type Checkout, type RemoteHeads } from '../adapters/git';
import { type OpenedRepository, reading } from './open-repository';

/** What was found. */
export interface Source {
  branch: string;
  heads: RemoteHeads;
  framework: Framework;
  evidence: string;
}

/** The branch to look at: the given one, or the repository's own. */
const chooseBranch = (
  repository: OpenedRepository,
  heads: RemoteHeads,
  given: string | undefined,
): string => {
  if (heads.branches.size === 0)
    throw new TrellisError('repository.empty', { repository: brief(repository.url) });
  if (given !== undefined) {
    if (!heads.branches.has(given)) throw new TrellisError('branch.not_found', { branch: brief(given) });
    return given;
  }
  const branch = heads.defaultBranch ?? [...heads.branches.keys()][0];
  if (branch === undefined) throw new TrellisError('repository.empty', { repository: brief(repository.url) });
  return branch;
};

/**
 * Reads a repository's branches and the app's directory in it.
 *
 * @param look at more of the checkout, while it is there
 * @throws TrellisError `repository.unreachable` or the GitHub App's reason, `repository.empty`, `branch.not_found`,
 *   `repository.no_directory`
 */
export const lookInto = async <T>(
  repository: OpenedRepository,
  directory: string,
  givenBranch: string | undefined,
  look: (checkout: Checkout, source: Source) => T | Promise<T>,
): Promise<T> => {
  const heads = await reading(repository, () => listHeads(repository));
  const branch = chooseBranch(repository, heads, givenBranch);
  return withCheckout(repository, branch, async (checkout) => {
    if (!(await checkout.hasDirectory(directory)))
      throw new TrellisError('repository.no_directory', {
        directory: brief(directory),
        branch: brief(branch),
      });
    const { framework, evidence } = await detectFramework(checkout.files(directory));
    return look(checkout, { branch, heads, framework, evidence });
  });
};
