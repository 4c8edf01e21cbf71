/** Test support: a connected GitHub App, as the way through GitHub's pages leaves it. */
import type { GitHubRecord } from '../../../core/records';
import { keepGitHubKeys } from '../../adapters/github-keys';
import { now } from '../../adapters/ids';
import { putGitHub } from '../../adapters/store/github';
import type { FakeGitHubApp } from './app';

/** Connects the App. */
export const connect = async (
  app: FakeGitHubApp,
  more: Partial<GitHubRecord> = {},
  webhookSecret: string | null = app.webhookSecret,
): Promise<GitHubRecord> => {
  const record: GitHubRecord = {
    host: 'github.com',
    appId: app.id,
    slug: app.slug,
    name: 'Trellis acme',
    url: `https://github.com/apps/${app.slug}`,
    owner: 'acme',
    webhookUrl: null,
    connectedAt: now(),
    connectedBy: 'ann',
    ...more,
  };
  await keepGitHubKeys(record, {
    privateKey: app.privateKey,
    webhookSecret,
    clientId: 'Iv1.0123456789abcdef',
    clientSecret: 'a client secret',
  });
  await putGitHub(record);
  return record;
};
