/** `Mutation.updateApp`: another name, or another place for its source, looked at before anything changes. */
import * as z from 'zod/mini';
import { TrellisError } from '../core/errors';
import { parseAppName, parseDirectory } from '../core/names';
import { pollSecondsOf } from '../core/polling';
import type { AppRecord } from '../core/records';
import { parseRepository, sameHost } from '../core/repository';
import { fieldHandler } from './adapters/field-handler';
import { branch, id, pollSeconds, repositoryToken } from './adapters/input';
import { changeApp, getApp, releaseName, reserveName } from './adapters/store/apps';
import { forgetPoll } from './adapters/store/polls';
import { openRepository } from './engine/open-repository';
import { forgetRepositoryToken, keepRepositoryToken, readRepositoryToken } from './engine/repository-token';
import { lookInto } from './engine/source';

const args = z.object({
  input: z.object({
    id,
    name: z.nullish(z.pipe(z.string(), z.transform(parseAppName))),
    repository: z.nullish(z.string()),
    repositoryToken,
    directory: z.nullish(z.string()),
    defaultBranch: z.nullish(branch),
    framework: z.nullish(z.enum(['COMMAND', 'SST'])),
    pollSeconds,
  }),
});

type Input = z.infer<typeof args>['input'];

/**
 * What becomes of the access token: a new one, none (null), or undefined for as it is. The one that is kept never follows the
 * repository to another host.
 */
const tokenChange = (app: AppRecord, { repository, repositoryToken: given }: Input) => {
  if (typeof given === 'string') return given || null;
  if (!app.hasRepositoryToken) return undefined;
  const stays = sameHost(parseRepository(app.repository), parseRepository(repository ?? app.repository));
  return stays ? undefined : null;
};

type TokenChange = ReturnType<typeof tokenChange>;

const changed = (app: AppRecord, input: Input, token: TokenChange): AppRecord => {
  const repository = parseRepository(input.repository ?? app.repository);
  return {
    ...app,
    name: input.name ?? app.name,
    repository: repository.url,
    repositoryKey: repository.key,
    hasRepositoryToken: token === undefined ? app.hasRepositoryToken : token !== null,
    directory: parseDirectory(input.directory ?? app.directory),
    defaultBranch: input.defaultBranch ?? app.defaultBranch,
    framework: input.framework ?? app.framework,
    pollSeconds: input.pollSeconds ?? pollSecondsOf(app),
  };
};

const sourceChanged = (before: AppRecord, after: AppRecord, token: TokenChange): boolean =>
  typeof token === 'string' ||
  before.repository !== after.repository ||
  before.directory !== after.directory ||
  before.defaultBranch !== after.defaultBranch;

/** A token too many is harmless, one too few fails the next deployment: it is kept first, and forgotten last. */
const keep = async (after: AppRecord, token: TokenChange): Promise<AppRecord> => {
  if (typeof token === 'string') await keepRepositoryToken(after.id, token);
  const kept = await changeApp(after);
  if (!kept) throw new TrellisError('app.not_found', { id: after.id });
  if (token === null) await forgetRepositoryToken(after.id);
  return kept;
};

const rename = async (before: AppRecord, after: AppRecord, token: TokenChange): Promise<AppRecord> => {
  await reserveName(after.name, after.id);
  try {
    const kept = await keep(after, token);
    await releaseName(before.name, before.id);
    return kept;
  } catch (error) {
    await releaseName(after.name, after.id);
    throw error;
  }
};

/** An app with another source, looked into: what was known of the source before, and of its problems, is about something else. */
const checked = async (before: AppRecord, wanted: AppRecord, token: TokenChange): Promise<AppRecord> => {
  const opening = token === undefined ? await readRepositoryToken(before) : (token ?? undefined);
  const repository = await openRepository(parseRepository(wanted.repository), opening);
  await lookInto(repository, wanted.directory, wanted.defaultBranch, () => undefined);
  await forgetPoll(wanted.id);
  return { ...wanted, pollProblem: null };
};

export const handler = fieldHandler({
  permission: 'configure',
  args,
  run: async ({ input }) => {
    const before = await getApp(input.id);
    const token = tokenChange(before, input);
    const wanted = changed(before, input, token);
    const after = sourceChanged(before, wanted, token) ? await checked(before, wanted, token) : wanted;
    return before.name === after.name ? keep(after, token) : rename(before, after, token);
  },
});
