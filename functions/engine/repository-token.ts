/** The access token that was given with an app: in the secret store, and only on its way to the repository's own host. */
import type { AppRecord } from '../../core/records';
import type { RepositoryAddress } from '../../core/repository';
import { readSecret, removeSecret, writeSecret } from '../adapters/secrets';
import { appsOfRepository } from '../adapters/store/apps';

const secretOf = (appId: string): string => `${appId}/repository`;

/** The token that was given with an app; undefined when none is kept. */
export const readRepositoryToken = async ({
  id,
  hasRepositoryToken,
}: Pick<AppRecord, 'id' | 'hasRepositoryToken'>): Promise<string | undefined> =>
  hasRepositoryToken ? readSecret(secretOf(id)) : undefined;

/** The token of an app at exactly this address: who looks at an app's settings need not type it again. */
export const tokenOfKnownRepository = async ({
  key,
  url,
}: RepositoryAddress): Promise<string | undefined> => {
  const app = (await appsOfRepository(key)).find(
    (each) => each.repository === url && each.hasRepositoryToken,
  );
  return app && readRepositoryToken(app);
};

/** Keeps a token, in place of the one that was kept. */
export const keepRepositoryToken = (appId: string, token: string): Promise<void> =>
  writeSecret(secretOf(appId), token);

/** Forgets the token of an app. */
export const forgetRepositoryToken = (appId: string): Promise<void> => removeSecret(secretOf(appId));
