/** Opened repositories for looks by the clock, kept for some minutes: a read of the secret store each minute would be most of the cost. */
import type { AppRecord } from '../../core/records';
import { forgetTokensOf, type OpenedRepository, repositoryOf } from './open-repository';

const KEPT_MS = 10 * 60_000;

const kept = new Map<string, { repository: OpenedRepository; from: AppRecord; until: number }>();

const isOf = (one: AppRecord, other: AppRecord): boolean =>
  one.repository === other.repository && one.hasRepositoryToken === other.hasRepositoryToken;

/** An app's repository, opened by a token that may be some minutes old and is valid for some more. */
export const repositoryByKeptToken = async (app: AppRecord): Promise<OpenedRepository> => {
  const known = kept.get(app.id);
  if (known && Date.now() < known.until && isOf(known.from, app)) return known.repository;
  const repository = await repositoryOf(app, 2 * KEPT_MS);
  kept.set(app.id, { repository, from: app, until: Date.now() + KEPT_MS });
  return repository;
};

/** Forgets what was kept, because it did not open the repository. */
export const forgetToken = async (app: AppRecord): Promise<void> => {
  kept.delete(app.id);
  await forgetTokensOf(app);
};
