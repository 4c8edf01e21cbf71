/**
 * The one way to GitHub's REST API: where it is, who asks, how long it may take, and what is tried again. What fails is thrown as
 * `GitHubFailure`; a 304 and a redirect are answers. A client is made for one piece of work and its time, and thrown away.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { Octokit } from '@octokit/core';
import { TrellisError } from '../../core/errors';
import { githubApi } from '../../core/github';
import { type FailedTry, waitMs } from '../../core/github-answers';
import { setting } from './config';
import { NotPublicError } from './git/public-address';
import { answerOf, GitHubFailure } from './github-failure';
import { githubFetch, type GitHubRequest } from './github-fetch';

/** The App itself: what signs as it. */
interface AppIdentity {
  appId: number;
  /** PEM. */
  privateKey: string;
}

/** Who asks, where, and for how long. */
export interface ClientOptions {
  /** `github.com`, or the host of a GitHub Enterprise. */
  host: string;
  /** A token, or the App itself; nobody when left out. */
  as?: { token: string } | AppIdentity;
  /** The time for all calls together, waits included, in milliseconds: less than the function has. */
  withinMs: number;
  /** How often a call may be repeated. */
  retries?: number;
}

export type GitHubClient = Octokit;

const RETRIES = 2;
/** One try may take this long; what hangs is better tried again. */
const TRY_MS = 10_000;
const API_VERSION = '2022-11-28';

const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** What signs as an App is loaded when an App first asks: most calls come with a token. */
const authentication = async (as: ClientOptions['as']) => {
  if (!as || !('appId' in as)) return {};
  const { createAppAuth } = await import('@octokit/auth-app');
  return { authStrategy: createAppAuth, auth: { ...as, log: silent } };
};

/** True when the library's error comes from a host that may not be asked. */
const isNotPublic = (thrown: unknown): boolean =>
  thrown instanceof Error && thrown.cause instanceof NotPublicError;

/** A client of GitHub's API. A call that must not happen twice says `request: { once: true }`. */
export const githubClient = async ({
  host,
  as,
  withinMs,
  retries = RETRIES,
}: ClientOptions): Promise<GitHubClient> => {
  const deadline = performance.now() + withinMs;
  const leftMs = (): number => Math.max(1, Math.ceil(deadline - performance.now()));
  const client = new Octokit({
    baseUrl: githubApi(host, setting('TRELLIS_GITHUB_API_URL')),
    userAgent: 'trellis',
    log: silent,
    ...(await authentication(as)),
    request: {
      // A token is for this address only, so nothing is sent on.
      fetch: (url: string, init: GitHubRequest) => githubFetch(url, init, Math.min(TRY_MS, leftMs())),
    },
  });
  client.hook.before('request', (options) => {
    options.headers['x-github-api-version'] = API_VERSION;
    if (as && 'token' in as) options.headers.authorization = `Bearer ${as.token}`;
  });
  client.hook.wrap('request', async (request, options) => {
    const repeatable = options.request?.once !== true;
    for (let tries = 0; ; tries += 1) {
      try {
        return await request(options);
      } catch (thrown) {
        if (isNotPublic(thrown)) throw new TrellisError('github.private_host', { host });
        const answer = answerOf(thrown);
        if (!answer) throw thrown;
        if (answer.status === 304)
          return { status: 304, headers: answer.headers, url: options.url, data: undefined };
        const failed: FailedTry = { tries, retries, repeatable, leftMs: leftMs(), now: Date.now() };
        const wait = waitMs(answer, failed);
        if (wait === null) throw new GitHubFailure(answer);
        await delay(wait);
      }
    }
  });
  return client;
};
