/** The heads of an app's branches, from where they are cheapest to read: GitHub's API with a token, or else git. */
import type { AppRecord } from '../../core/records';
import { githubRepository } from '../../core/repository';
import { branchHead, type ReadableRepository } from '../adapters/git';
import { askHead, type HeadAnswer } from '../adapters/github';
import { SharedReads } from '../adapters/shared-read';
import { repositoryOf } from './repository-token';

/** A push waits for the head no longer than this. */
const PUSH_TIMEOUT_MS = 3_000;

const reads = new SharedReads<string | undefined>();

const ask = (
  repository: ReadableRepository,
  branch: string,
  timeoutMs: number,
  etag?: string,
): Promise<HeadAnswer> => {
  const { token } = repository;
  const github = token === undefined ? undefined : githubRepository(repository);
  return github && token !== undefined
    ? askHead({ repository: github, branch, token, timeoutMs, etag })
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
