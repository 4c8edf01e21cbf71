/** The connected GitHub App: clients that ask as it, and its webhook. */
import { TrellisError } from '../../core/errors';
import type { GitHubRecord } from '../../core/records';
import { setting } from './config';
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

/** Where GitHub can post deliveries to; null when it cannot reach this installation. */
export const webhookAddress = (): string | null => {
  const address = setting('TRELLIS_WEBHOOK_URL');
  return address === 'none' ? null : address;
};
