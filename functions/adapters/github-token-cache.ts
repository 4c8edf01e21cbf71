/** Installation tokens that were issued to this process; they live an hour and are written nowhere. */
import type { RepositoryName } from '../../core/github';
import type { GitHubRecord } from '../../core/records';

/** A token and its end. */
export interface KeptToken {
  token: string;
  /** Milliseconds since 1970. */
  expiresAt: number;
}

/** Which token. */
interface Which {
  app: Pick<GitHubRecord, 'host' | 'appId'>;
  /** A repository, or an installation. */
  of: string;
  /** What it may be used for. */
  use: string;
}

/** A token with less life than this is not handed out again. */
const LEAST_LIFE_MS = 10 * 60_000;

const kept = new Map<string, KeptToken>();

const prefixOf = ({ app, of }: Omit<Which, 'use'>): string => `${app.host} ${app.appId} ${of} `.toLowerCase();

/** A token that was issued before and has enough life left, or a fresh one. */
export const keptToken = async (
  which: Which,
  issue: () => Promise<KeptToken>,
  leastLifeMs = LEAST_LIFE_MS,
): Promise<string> => {
  const key = prefixOf(which) + which.use;
  const known = kept.get(key);
  if (known && known.expiresAt - Date.now() > leastLifeMs) return known.token;
  const fresh = await issue();
  kept.set(key, fresh);
  return fresh.token;
};

/** Forgets the tokens for a repository, because one of them did not open it. */
export const forgetInstallationTokens = (app: Which['app'], { owner, name }: RepositoryName): void => {
  const prefix = prefixOf({ app, of: `${owner}/${name}` });
  for (const key of kept.keys()) if (key.startsWith(prefix)) kept.delete(key);
};

/** Forgets all tokens: what the App is installed on has changed, or it is no longer connected. */
export const forgetAllInstallationTokens = (): void => kept.clear();
