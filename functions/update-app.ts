/** `Mutation.updateApp`: another name, or another place for its source, looked at before anything changes. */
import { z } from 'zod';
import { TrellisError } from '../core/errors';
import { parseAppName, parseDirectory } from '../core/names';
import type { AppRecord } from '../core/records';
import { parseRepository } from '../core/repository';
import { fieldHandler } from './adapters/field-handler';
import { branch, id } from './adapters/input';
import { changeApp, getApp, releaseName, reserveName } from './adapters/store/apps';
import { lookInto } from './engine/source';

const args = z.object({
  input: z.object({
    id,
    name: z.string().transform(parseAppName).nullish(),
    repository: z.string().nullish(),
    directory: z.string().nullish(),
    defaultBranch: branch.nullish(),
    framework: z.enum(['COMMAND', 'SST']).nullish(),
  }),
});

type Input = z.infer<typeof args>['input'];

const changed = (app: AppRecord, input: Input): AppRecord => {
  const repository = parseRepository(input.repository ?? app.repository);
  return {
    ...app,
    name: input.name ?? app.name,
    repository: repository.url,
    repositoryKey: repository.key,
    directory: parseDirectory(input.directory ?? app.directory),
    defaultBranch: input.defaultBranch ?? app.defaultBranch,
    framework: input.framework ?? app.framework,
  };
};

const sourceChanged = (before: AppRecord, after: AppRecord): boolean =>
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
    const after = changed(before, input);
    if (sourceChanged(before, after))
      await lookInto(
        parseRepository(after.repository),
        after.directory,
        after.defaultBranch,
        () => undefined,
      );
    return before.name === after.name ? keep(after) : rename(before, after);
  },
});
