/**
 * The head of a branch at GitHub ("Get a reference", docs.github.com/rest/git/refs). Asked with the ETag of the last answer it says
 * 304, which is quick and costs nothing of the token's hourly limit.
 */
import * as z from 'zod/mini';
import { TrellisError } from '../../core/errors';
import { type GitHubAnswer, type GitHubTrouble } from '../../core/github-answers';
import { COMMIT_HASH } from '../../core/patterns';
import type { GitHubRepository } from '../../core/repository';
import { githubClient } from './github-client';
import { GitHubFailure } from './github-failure';

/** What GitHub says of a branch. */
export type HeadAnswer =
  | { kind: 'head'; hash: string; etag: string | null }
  /** As it was when the ETag was given. */
  | { kind: 'unchanged' }
  /** There is no GitHub here, or it sends on to another address: git itself is to be asked. */
  | { kind: 'elsewhere' }
  /** `retryAfterMs` is set when GitHub says how long it wants to be left alone. */
  | { kind: 'failed'; problem: string; retryAfterMs: number | null };

/** How a head is asked for. */
export interface HeadQuestion {
  repository: GitHubRepository;
  branch: string;
  token: string;
  etag?: string | undefined;
  timeoutMs: number;
}

const reference = z.object({ object: z.object({ sha: z.string().check(z.regex(new RegExp(COMMIT_HASH))) }) });

const failed = (problem: string, retryAfterMs: number | null = null): HeadAnswer => ({
  kind: 'failed',
  problem,
  retryAfterMs,
});

const problems: Record<GitHubTrouble, (answer: GitHubAnswer) => string> = {
  LIMITED: () => 'GitHub’s rate limit for this access token is used up',
  UNAUTHORIZED: () => 'GitHub does not accept the access token',
  SUSPENDED: () => 'the GitHub App is suspended there',
  FORBIDDEN: () => 'the access token may not read this repository at GitHub',
  MISSING: () => 'GitHub shows the access token no such repository or branch',
  UNAVAILABLE: ({ status }) => (status === null ? 'GitHub did not answer' : `GitHub answered ${status}`),
  INVALID: ({ status }) => `GitHub answered ${status ?? 'nothing'}`,
};

/** True when GitHub itself has answered: another server at the address of an Enterprise would not say so. */
const isGitHub = (host: string, headers: GitHubAnswer['headers']): boolean =>
  host === 'github.com' || headers['x-github-request-id'] !== undefined;

const refused = (host: string, { answer, trouble, retryAfterMs }: GitHubFailure): HeadAnswer =>
  answer.status !== null && !isGitHub(host, answer.headers)
    ? { kind: 'elsewhere' }
    : failed(problems[trouble](answer), retryAfterMs);

/** Asks for the head of a branch, once: whoever wants it asks again by its own clock. Rejects for defects only. */
export const askHead = async (question: HeadQuestion): Promise<HeadAnswer> => {
  const { etag, token, timeoutMs, branch, repository } = question;
  const { host, owner, name } = repository;
  const client = await githubClient({ host, as: { token }, withinMs: timeoutMs, retries: 0 });
  try {
    const { status, headers, data } = await client.request('GET /repos/{owner}/{repo}/git/ref/{ref}', {
      owner,
      repo: name,
      ref: `heads/${branch}`,
      ...(etag === undefined ? {} : { headers: { 'if-none-match': etag } }),
    });
    const answered: number = status;
    if (answered === 304) return { kind: 'unchanged' };
    if (answered !== 200 || !isGitHub(host, headers)) return { kind: 'elsewhere' };
    const parsed = reference.safeParse(data);
    if (!parsed.success) return failed('GitHub’s answer could not be read');
    return { kind: 'head', hash: parsed.data.object.sha, etag: headers.etag ?? null };
  } catch (error) {
    if (error instanceof GitHubFailure) return refused(host, error);
    if (error instanceof TrellisError) return failed(error.message);
    throw error;
  }
};
