/**
 * Installation tokens of the connected GitHub App: one hour, one repository, no more permissions than are asked for
("Create an installation access token for an app", docs.github.com/rest/apps/apps). They are kept in memory only.
 */
import * as z from 'zod/mini';
import { TrellisError } from '../../core/errors';
import type { RepositoryName } from '../../core/github';
import type { GitHubRecord } from '../../core/records';
import { clientOfApp } from './github-app';
import type { GitHubClient } from './github-client';
import { GitHubFailure } from './github-failure';
import { type KeptToken, keptToken } from './github-token-cache';

/** What a token may be used for; reading what everybody with access can see is always part of it. */
export type TokenPermissions = Partial<
  Record<'contents' | 'metadata' | 'statuses' | 'deployments', 'read' | 'write'>
>;

const WITHIN_MS = 10_000;
const CREATE_TOKEN = 'POST /app/installations/{installation_id}/access_tokens';

const answer = z.object({ token: z.string().check(z.minLength(1)), expires_at: z.string() });
const installation = z.object({ id: z.number(), suspended_at: z.nullish(z.string()) });

const readToken = (given: unknown): KeptToken => {
  const { token, expires_at: expiresAt } = answer.parse(given);
  return { token, expiresAt: Date.parse(expiresAt) };
};

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
  const found = await client.request('GET /repos/{owner}/{repo}/installation', { owner, repo: name });
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
): Promise<KeptToken> => {
  const client = await clientOfApp(app, WITHIN_MS);
  try {
    const { data } = await client.request(CREATE_TOKEN, {
      installation_id: await installationOf(client, repository),
      repositories: [repository.name],
      permissions,
    });
    return readToken(data);
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
export const installationToken = (
  app: GitHubRecord,
  repository: RepositoryName,
  permissions: TokenPermissions,
  leastLifeMs?: number,
): Promise<string> =>
  keptToken(
    { app, of: fullName(repository), use: JSON.stringify(permissions) },
    () => request(app, repository, permissions),
    leastLifeMs,
  );

/**
 * A token that may list the repositories of an installation, and do nothing else.
 *
 * @throws TrellisError `github.installation_gone`, `github.suspended`, and as `installationToken`
 */
export const tokenOfInstallation = (app: GitHubRecord, installationId: number): Promise<string> =>
  keptToken({ app, of: String(installationId), use: 'list' }, async () => {
    const client = await clientOfApp(app, WITHIN_MS);
    try {
      const { data } = await client.request(CREATE_TOKEN, {
        installation_id: installationId,
        permissions: { metadata: 'read' },
      });
      return readToken(data);
    } catch (error) {
      const gone = error instanceof GitHubFailure && error.trouble === 'MISSING';
      throw gone ? error.about('github.installation_gone') : error;
    }
  });
