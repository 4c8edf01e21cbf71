/** The heads of an app's branches, from where they are cheapest to read: GitHub's API with a token, or else git. */
import { TrellisError } from '../../core/errors';
import { brief } from '../../core/names';
import type { AppRecord } from '../../core/records';
import { githubRepository } from '../../core/repository';
import { branchHead, branchHeads } from '../adapters/git';
import { askHead, type HeadAnswer } from '../adapters/github';
import { GitHubFailure } from '../adapters/github-failure';
import { SharedReads } from '../adapters/shared-read';
import type { KnownHead } from '../adapters/store/polls';
import { type OpenedRepository, reading, repositoryOf } from './open-repository';

/** A push waits for the head no longer than this. */
const PUSH_TIMEOUT_MS = 3_000;
/** A look by the clock may take longer. */
const LOOK_TIMEOUT_MS = 10_000;

const reads = new SharedReads<string | undefined>();

const ask = (
  repository: OpenedRepository,
  branch: string,
  timeoutMs: number,
  etag?: string | null,
): Promise<HeadAnswer> => {
  const { token } = repository;
  const github = token === undefined ? undefined : githubRepository(repository);
  return github && token !== undefined
    ? askHead({ repository: github, branch, token, timeoutMs, etag: etag ?? undefined })
    : Promise.resolve({ kind: 'elsewhere' });
};

/** The head of a branch as it is now, in a few seconds; undefined when it cannot be read. */
export const headNow = (app: AppRecord, branch: string): Promise<string | undefined> =>
  reads.read(`${app.id}\n${branch}`, async () => {
    try {
      const repository = await repositoryOf(app);
      const answer = await ask(repository, branch, PUSH_TIMEOUT_MS);
      if (answer.kind === 'elsewhere') return await branchHead(repository, branch, PUSH_TIMEOUT_MS);
      return answer.kind === 'head' ? answer.hash : undefined;
    } catch {
      return undefined;
    }
  });

/** What a look at several branches found. */
export interface Look {
  /** Heads by branch; a branch that could not be read is left out. */
  heads: Record<string, KnownHead>;
  /** One sentence about the first branch that could not be read; null when all could. */
  problem: string | null;
  /** How long the host wants to be left alone, when it says so. */
  retryAfterMs: number | null;
}

const unreachable = ({ url }: OpenedRepository, detail: string): string =>
  new TrellisError('repository.unreachable', { repository: brief(url), detail }).message;

const lookByGit = async (repository: OpenedRepository, branches: readonly string[]): Promise<Look> => {
  try {
    const found = await reading(repository, () => branchHeads(repository, branches, LOOK_TIMEOUT_MS));
    const missing = branches.find((branch) => !found.has(branch));
    const problem =
      missing === undefined ? null : new TrellisError('branch.not_found', { branch: brief(missing) }).message;
    const heads = [...found].map(([branch, commit]) => [branch, { commit, etag: null }]);
    return { heads: Object.fromEntries(heads) as Look['heads'], problem, retryAfterMs: null };
  } catch (error) {
    if (!(error instanceof TrellisError)) throw error;
    const retryAfterMs = error instanceof GitHubFailure ? error.retryAfterMs : null;
    return { heads: {}, problem: error.message, retryAfterMs };
  }
};

/**
 * Looks at branches.
 *
 * @param known what the last look found, so that what has not changed costs nothing
 */
export const lookAtBranches = async (
  repository: OpenedRepository,
  branches: readonly string[],
  known: Readonly<Record<string, KnownHead>>,
): Promise<Look> => {
  const look: Look = { heads: {}, problem: null, retryAfterMs: null };
  const answers = await Promise.all(
    branches.map((branch) => ask(repository, branch, LOOK_TIMEOUT_MS, known[branch]?.etag)),
  );
  if (answers.some(({ kind }) => kind === 'elsewhere')) return lookByGit(repository, branches);
  for (const [index, branch] of branches.entries()) {
    const answer = answers[index];
    const before = known[branch];
    if (answer?.kind === 'head') look.heads[branch] = { commit: answer.hash, etag: answer.etag };
    else if (answer?.kind === 'unchanged' && before) look.heads[branch] = before;
    else if (answer?.kind === 'failed') {
      look.problem ??= unreachable(repository, answer.problem);
      look.retryAfterMs = Math.max(look.retryAfterMs ?? 0, answer.retryAfterMs ?? 0) || null;
    }
  }
  return look;
};
