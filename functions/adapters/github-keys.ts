/** The keys of a GitHub App: one secret, which never changes once it is written. */
import * as z from 'zod/mini';
import type { GitHubRecord } from '../../core/records';
import { readSecret, removeSecret, writeSecret } from './secrets';

const keys = z.object({
  /** PEM; signs as the App. */
  privateKey: z.string(),
  /** Signs its deliveries; null for an App without a webhook. */
  webhookSecret: z.nullable(z.string()),
  clientId: z.string(),
  clientSecret: z.string(),
});

/** What the App's keys are. */
export type GitHubKeys = z.infer<typeof keys>;

type Which = Pick<GitHubRecord, 'host' | 'appId'>;

const secretOf = ({ host, appId }: Which): string => `github-app/${host.replace(':', '-')}/${appId}`;

const known = new Map<string, GitHubKeys>();

/** The keys of an App; undefined when there are none. Read once a process. */
export const readGitHubKeys = async (which: Which): Promise<GitHubKeys | undefined> => {
  const name = secretOf(which);
  const kept = known.get(name);
  if (kept) return kept;
  const text = await readSecret(name);
  if (text === undefined) return undefined;
  const read = keys.parse(JSON.parse(text));
  known.set(name, read);
  return read;
};

/** Keeps the keys of a new App. */
export const keepGitHubKeys = async (which: Which, given: GitHubKeys): Promise<void> => {
  await writeSecret(secretOf(which), JSON.stringify(given));
  known.set(secretOf(which), given);
};

/** Forgets the keys of an App. */
export const forgetGitHubKeys = async (which: Which): Promise<void> => {
  known.delete(secretOf(which));
  await removeSecret(secretOf(which));
};
