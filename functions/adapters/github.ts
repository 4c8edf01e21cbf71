/**
 * GitHub's REST API: the head of a branch ("Get a reference", docs.github.com/rest/git/refs). Asked with the ETag of the last answer it
 * says 304, which is quick and costs nothing of the token's hourly limit.
 */
import * as z from 'zod';
import { COMMIT_HASH } from '../../core/patterns';
import type { GitHubRepository } from '../../core/repository';
import { setting } from './config';

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

const reference = z.object({ object: z.object({ sha: z.string().regex(new RegExp(COMMIT_HASH)) }) });

/** Where the API of a host is (docs.github.com/enterprise-server/rest, "Using the API"). */
const apiBase = (host: string): string => {
  if (host === 'github.com') return setting('TRELLIS_GITHUB_API_URL').replace(/\/+$/, '');
  return host.endsWith('.ghe.com') ? `https://api.${host}` : `https://${host}/api/v3`;
};

const encodePath = (path: string): string => path.split('/').map(encodeURIComponent).join('/');

const address = ({ repository: { host, owner, name }, branch }: HeadQuestion): string =>
  `${apiBase(host)}/repos/${encodeURIComponent(owner)}/${encodeURIComponent(name)}/git/ref/heads/${encodePath(branch)}`;

/** How long a limit holds, by GitHub's own clock; null when the answer speaks of none. */
const limitMs = ({ headers }: Response): number | null => {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  if (Number.isFinite(seconds)) return Math.max(1, seconds) * 1000;
  const reset = Number(headers.get('x-ratelimit-reset') ?? Number.NaN);
  if (headers.get('x-ratelimit-remaining') !== '0' || !Number.isFinite(reset)) return null;
  const now = Date.parse(headers.get('date') ?? '');
  return Math.max(1000, reset * 1000 - (Number.isNaN(now) ? Date.now() : now));
};

const failed = (problem: string, retryAfterMs: number | null = null): HeadAnswer => ({
  kind: 'failed',
  problem,
  retryAfterMs,
});

const refused = (response: Response): HeadAnswer => {
  const { status } = response;
  const limit = status === 403 || status === 429 ? limitMs(response) : null;
  if (limit !== null || status === 429)
    return failed('GitHub’s rate limit for this access token is used up', limit);
  if (status === 401) return failed('GitHub does not accept the access token');
  if (status === 403) return failed('the access token may not read this repository at GitHub');
  if (status === 404) return failed('GitHub shows the access token no such repository or branch');
  return failed(`GitHub answered ${status}`);
};

const readBody = async (response: Response): Promise<HeadAnswer> => {
  const parsed = reference.safeParse(await response.json().catch(() => undefined));
  if (!parsed.success) return failed('GitHub’s answer could not be read');
  return { kind: 'head', hash: parsed.data.object.sha, etag: response.headers.get('etag') };
};

/** Asks for the head of a branch. Never rejects. */
export const askHead = async (question: HeadQuestion): Promise<HeadAnswer> => {
  const { etag, token, timeoutMs, repository } = question;
  let response: Response;
  try {
    response = await fetch(address(question), {
      headers: {
        accept: 'application/vnd.github+json',
        authorization: `Bearer ${token}`,
        'user-agent': 'trellis',
        'x-github-api-version': '2022-11-28',
        ...(etag === undefined ? {} : { 'if-none-match': etag }),
      },
      // The token is for this address only.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
  } catch (error) {
    const late = error instanceof Error && error.name === 'TimeoutError';
    return failed(late ? 'GitHub did not answer in time' : 'GitHub could not be reached');
  }
  const sentOn = response.status >= 300 && response.status < 400 && response.status !== 304;
  const isGitHub = repository.host === 'github.com' || response.headers.has('x-github-request-id');
  if (sentOn || !isGitHub) return { kind: 'elsewhere' };
  if (response.status === 304) return { kind: 'unchanged' };
  return response.ok ? readBody(response) : refused(response);
};
