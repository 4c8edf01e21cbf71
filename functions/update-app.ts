/** `Mutation.updateApp`: another name, or another place for its source, looked at before anything changes. */
import { z } from 'zod';
import { TrellisError } from '../core/errors';
import { parseAppName, parseDirectory } from '../core/names';
import type { AppRecord } from '../core/records';
import { parseRepository, sameHost } from '../core/repository';
import { fieldHandler } from './adapters/field-handler';
import { branch, id, repositoryToken } from './adapters/input';
import { changeApp, getApp, releaseName, reserveName } from './adapters/store/apps';
import { keepRepositoryToken, readRepositoryToken } from './engine/repository-token';
import { lookInto } from './engine/source';

const args = z.object({
  input: z.object({
    id,
    name: z.string().transform(parseAppName).nullish(),
    repository: z.string().nullish(),
    repositoryToken,
    directory: z.string().nullish(),
    defaultBranch: branch.nullish(),
    framework: z.enum(['COMMAND', 'SST']).nullish(),
  }),
});

type Input = z.infer<typeof args>['input'];

/** The token after the change. The one that is kept never follows the repository to another host. */
const tokenAfter = async (app: AppRecord, { repository, repositoryToken: given }: Input) => {
  if (typeof given === 'string') return given || undefined;
  const stays = sameHost(parseRepository(app.repository), parseRepository(repository ?? app.repository));
  return stays ? readRepositoryToken(app) : undefined;
};

const changed = (app: AppRecord, input: Input, token: string | undefined): AppRecord => {
  const repository = parseRepository(input.repository ?? app.repository);
  return {
    ...app,
    name: input.name ?? app.name,
    repository: repository.url,
    repositoryKey: repository.key,
    hasRepositoryToken: token !== undefined,
    directory: parseDirectory(input.directory ?? app.directory),
    defaultBranch: input.defaultBranch ?? app.defaultBranch,
    framework: input.framework ?? app.framework,
  };
};

const sourceChanged = (before: AppRecord, after: AppRecord, input: Input): boolean =>
  Boolean(input.repositoryToken) ||
  before.repository !== after.repository ||
  before.directory !== after.directory ||
  before.defaultBranch !== after.defaultBranch;

const keep = async (after: AppRecord): Promise<AppRecord> => {
  const kept = await changeApp(after);
  if (!kept) throw new TrellisError('app.not_found', { id: after.id });
  return kept;
};

const rename = async (before: AppRecord, after: AppRecord): Promise<AppRecord> => {
  await reserveName(after.name, after.id);
  try {
    const kept = await keep(after);
    await releaseName(before.name, before.id);
    return kept;
  } catch (error) {
    await releaseName(after.name, after.id);
    throw error;
  }
};

export const handler = fieldHandler({
  permission: 'configure',
  args,
  run: async ({ input }) => {
    const before = await getApp(input.id);
    const token = await tokenAfter(before, input);
    const after = changed(before, input, token);
    if (sourceChanged(before, after, input))
      await lookInto(
        { ...parseRepository(after.repository), token },
        after.directory,
        after.defaultBranch,
        () => undefined,
      );
    // A token too many is harmless, one too few fails the next deployment: it is kept first, and forgotten last.
    if (token !== undefined) await keepRepositoryToken(before.id, token);
    const kept = await (before.name === after.name ? keep(after) : rename(before, after));
    if (token === undefined && before.hasRepositoryToken) await keepRepositoryToken(before.id, undefined);
    return kept;
  },
});
