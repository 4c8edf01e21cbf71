/** `Mutation.createApp`: connects a repository and makes the first environments. */
import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import { TrellisError } from '../core/errors';
import { untouched } from '../core/new-environment';
import { parseAppName, parseDirectory } from '../core/names';
import { DEFAULT_POLL_SECONDS } from '../core/polling';
import { followedSource } from '../core/push-order';
import type { AppRecord, EnvironmentRecord, EnvironmentSettings } from '../core/records';
import { parseRepository } from '../core/repository';
import { parseSettings } from '../core/settings';
import { fieldHandler } from './adapters/field-handler';
import { newId, now } from './adapters/ids';
import { branch, pollSeconds, repositoryToken, settings } from './adapters/input';
import { putApp, putEnvironment, releaseName, reserveName } from './adapters/store/apps';
import { openRepository } from './engine/open-repository';
import { keepRepositoryToken } from './engine/repository-token';
import { lookInto } from './engine/source';

const args = z.object({
  input: z.object({
    name: z.pipe(z.string(), z.transform(parseAppName)),
    repository: z.string(),
    repositoryToken,
    directory: z.nullish(z.string()),
    defaultBranch: z.nullish(branch),
    framework: z.nullish(z.enum(['COMMAND', 'SST'])),
    settings: z.nullish(settings),
    pollSeconds,
  }),
});

/**
 * Development follows the default branch by itself; production takes nothing but what ran before it.
 *
 * @param head what the default branch holds now: what comes after it is news, however soon it comes
 */
const firstEnvironments = (app: AppRecord, own: EnvironmentSettings, head: string): EnvironmentRecord[] =>
  [
    {
      name: 'development',
      branch: app.defaultBranch,
      automatic: true,
      protected: false,
      pushed: { source: followedSource(app, app.defaultBranch), commit: head, taken: false, looks: 1 },
    },
    { name: 'staging', branch: null, automatic: false, protected: false },
    { name: 'production', branch: null, automatic: false, protected: true },
  ].map((each, position) => ({
    ...each,
    id: newId('env'),
    appId: app.id,
    position,
    ...untouched,
    externalId: randomUUID(),
    settings: own,
    createdAt: app.createdAt,
    updatedAt: app.createdAt,
  }));

export const handler = fieldHandler({
  permission: 'configure',
  args,
  run: async ({ input }, actor) => {
    const token = input.repositoryToken || undefined;
    const repository = parseRepository(input.repository);
    const directory = parseDirectory(input.directory ?? '.');
    const own = parseSettings(input.settings ?? {});
    const id = newId('app');
    await reserveName(input.name, id);
    try {
      const found = await lookInto(
        await openRepository(repository, token),
        directory,
        input.defaultBranch ?? undefined,
        ({ commit }, source) => ({ ...source, head: commit.hash }),
      );
      const app: AppRecord = {
        id,
        name: input.name,
        repository: repository.url,
        repositoryKey: repository.key,
        hasRepositoryToken: token !== undefined,
        directory,
        defaultBranch: found.branch,
        framework: input.framework ?? found.framework,
        pollSeconds: input.pollSeconds ?? DEFAULT_POLL_SECONDS,
        pollProblem: null,
        createdAt: now(),
        createdBy: actor.name,
      };
      if (token !== undefined) await keepRepositoryToken(id, token);
      await Promise.all(firstEnvironments(app, own, found.head).map(putEnvironment));
      // The app's own item comes last: before it, nothing of the app can be found.
      if (!(await putApp(app))) throw new TrellisError('app.name_taken', { name: app.name });
      return app;
    } catch (error) {
      await releaseName(input.name, id);
      throw error;
    }
  },
});
