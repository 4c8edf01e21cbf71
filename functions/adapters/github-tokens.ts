/**
 * Installation tokens of the connected GitHub App: one hour, one repository, no more permissions than are asked for
 * ("Create an installation access token for an app", docs.github.com/rest/apps/apps). They are kept in memory only.
 */
import * as z from 'zod';
import { TrellisError } from '../../core/errors';
import type { RepositoryName } from '../../core/github';
import type { GitHubRecord } from '../../core/records';
import { clientOfApp } from './github-app';
import type { GitHubClient } from './github-client';
import { GitHubFailure } from './github-failure';

/** What a token may be used for; reading what everybody with access can see is always part of it. */
export type TokenPermissions = Partial<
  Record<'contents' | 'metadata' | 'statuses' | 'deployments', 'read' | 'write'>
>;

const WITHIN_MS = 10_000;
/** A token with less life than this is not handed out again. */
const LEAST_LIFE_MS = 10 * 60_000;

const answer = z.object({ token: z.string().min(1), expires_at: z.string() });
const installation = z.object({ id: z.number(), suspended_at: z.string().nullish() });

interface Kept {
  token: string;
  /** Milliseconds since 1970. */
  expiresAt: number;
}

const kept = new Map<string, Kept>();

const prefixOf = ({ host, appId }: GitHubRecord, { owner, name }: RepositoryName): string =>
  `${host} ${appId} ${owner}/${name}`.toLowerCase();

const fullName = ({ owner, name }: RepositoryName): string => `${owner}/${name}`;

const inWords = (failure: GitHubFailure, repository: RepositoryName): GitHubFailure => {
  switch (failure.trouble) {
    case 'MISSING':
    case 'INVALID':
      return failure.about('github.not_granted', { repository: fullName(repository) });
    case 'SUSPENDED':
      return failure.about('github.suspended', { account: repository.owner });
    default:
      return failure;
  }
};

/** The installation that was granted a repository. */
const installationOf = async (client: GitHubClient, repository: RepositoryName): Promise<number> => {
  const { owner, name } = repository;
  const found = await client.rest.apps.getRepoInstallation({ owner, repo: name });
  const status: number = found.status;
  if (status !== 200) throw new TrellisError('github.moved', { repository: fullName(repository) });
  const { id, suspended_at: suspendedAt } = installation.parse(found.data);
  if (suspendedAt) throw new TrellisError('github.suspended', { account: owner });
  return id;
};

const request = async (
  app: GitHubRecord,
  repository: RepositoryName,
  permissions: TokenPermissions,
): Promise<Kept> => {
  const client = await clientOfApp(app, WITHIN_MS);
  try {
    const { data } = await client.rest.apps.createInstallationAccessToken({
      installation_id: await installationOf(client, repository),
      repositories: [repository.name],
      permissions,
    });
    const { token, expires_at: expiresAt } = answer.parse(data);
    return { token, expiresAt: Date.parse(expiresAt) };
  } catch (error) {
    throw error instanceof GitHubFailure ? inWords(error, repository) : error;
  }
};

/**
 * A token for one repository.
 *
 * @param leastLifeMs how long it must still be valid, at least
 * @throws TrellisError `github.not_granted`, `github.moved`, `github.suspended`, `github.unauthorized`, `github.rate_limited`,
 *   `github.unavailable`
 */
export const installationToken = async (
  app: GitHubRecord,
  repository: RepositoryName,
  permissions: TokenPermissions,
  leastLifeMs = LEAST_LIFE_MS,
): Promise<string> => {
  const key = `${prefixOf(app, repository)} ${JSON.stringify(permissions)}`;
  const known = kept.get(key);
  if (known && known.expiresAt - Date.now() > leastLifeMs) return known.token;
  const fresh = await request(app, repository, permissions);
  kept.set(key, fresh);
  return fresh.token;
};

/** Forgets the tokens for a repository, because one of them did not open it. */
export const forgetInstallationTokens = (app: GitHubRecord, repository: RepositoryName): void => {
  const prefix = `${prefixOf(app, repository)} `;
  for (const key of kept.keys()) if (key.startsWith(prefix)) kept.delete(key);
};

/** Forgets all tokens: what the App is installed on has changed, or it is no longer connected. */
export const forgetAllInstallationTokens = (): void => kept.clear();
