/** The access token of an app's repository: in the secret store, and only on its way to the repository's own host. */
import type { AppRecord } from '../../core/records';
import { parseRepository, type RepositoryAddress } from '../../core/repository';
import type { ReadableRepository } from '../adapters/git';
import { readSecret, removeSecret, writeSecret } from '../adapters/secrets';
import { appsOfRepository } from '../adapters/store/apps';

const secretOf = (appId: string): string => `${appId}/repository`;

/** The token of an app; undefined when none is kept. */
export const readRepositoryToken = async ({
  id,
  hasRepositoryToken,
}: Pick<AppRecord, 'id' | 'hasRepositoryToken'>): Promise<string | undefined> =>
  hasRepositoryToken ? readSecret(secretOf(id)) : undefined;

/** An app's repository with what it takes to read it. */
export const repositoryOf = async (app: AppRecord): Promise<ReadableRepository> => ({
  ...parseRepository(app.repository),
  token: await readRepositoryToken(app),
});

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
