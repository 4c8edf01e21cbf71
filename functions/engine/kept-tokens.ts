/** Access tokens for looks by the clock, kept for some minutes: a read of the secret store each minute would be most of the cost. */
import type { AppRecord } from '../../core/records';
import { parseRepository } from '../../core/repository';
import type { ReadableRepository } from '../adapters/git';
import { readRepositoryToken } from './repository-token';

const KEPT_MS = 10 * 60_000;

const kept = new Map<string, { token: string; until: number }>();

/** An app's repository with a token that may be some minutes old. */
export const repositoryByKeptToken = async (app: AppRecord): Promise<ReadableRepository> => {
  const repository = parseRepository(app.repository);
  if (!app.hasRepositoryToken) return repository;
  const known = kept.get(app.id);
  if (known && Date.now() < known.until) return { ...repository, token: known.token };
  const token = await readRepositoryToken(app);
  if (token !== undefined) kept.set(app.id, { token, until: Date.now() + KEPT_MS });
  return { ...repository, token };
};

/** Forgets a token, because it did not open the repository. */
export const forgetToken = (appId: string): void => void kept.delete(appId);
