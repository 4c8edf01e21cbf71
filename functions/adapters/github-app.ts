/** Clients that ask as the connected GitHub App. */
import { TrellisError } from '../../core/errors';
import type { GitHubRecord } from '../../core/records';
import { type GitHubClient, githubClient } from './github-client';
import { readGitHubKeys } from './github-keys';

/**
 * A client that asks as the App itself, for what concerns its installations.
 *
 * @throws TrellisError `github.unauthorized` when its keys are gone
 */
export const clientOfApp = async ({ host, appId }: GitHubRecord, withinMs: number): Promise<GitHubClient> => {
  const keys = await readGitHubKeys({ host, appId });
  if (!keys) throw new TrellisError('github.unauthorized');
  return githubClient({ host, as: { appId, privateKey: keys.privateKey }, withinMs });
};
