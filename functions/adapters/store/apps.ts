/** Apps in the table, with their environments, and the names that they hold. */
import { TrellisError } from '../../../core/errors';
import type { AppRecord, EnvironmentRecord } from '../../../core/records';
import { APPS, appIndex, appKey, appNameKey, environmentIndex, environmentKey } from '../../../core/table';
import { deleteItem, getItem, putItem, putNew, queryAll, updateItem } from '../dynamo';
import { assign } from '../expressions';
import { now } from '../ids';

/** An app and its environments. */
export interface AppWithEnvironments {
  app: AppRecord;
  environments: EnvironmentRecord[];
}

/** Far longer than any function runs: a name that was reserved this long ago and never used is free again. */
const ABANDONED_MS = 10 * 60_000;

/** An app; undefined when there is none of that id. */
export const findApp = (id: string): Promise<AppRecord | undefined> => getItem<AppRecord>(appKey(id));

/** An app that must exist. */
export const getApp = async (id: string): Promise<AppRecord> => {
  const found = await findApp(id);
  if (!found) throw new TrellisError('app.not_found', { id });
  return found;
};

/** An app that must exist, and its environments: one read. */
export const getAppWithEnvironments = async (id: string): Promise<AppWithEnvironments> => {
  const items = await queryAll<(AppRecord | EnvironmentRecord) & { sk: string }>({ pk: appKey(id).pk });
  const app = items.find((item): item is AppRecord & { sk: string } => item.sk === 'APP');
  if (!app) throw new TrellisError('app.not_found', { id });
  const environments = items.filter((item): item is EnvironmentRecord & { sk: string } =>
    item.sk.startsWith('ENV#'),
  );
  return { app, environments };
};

/** All apps, perhaps some milliseconds old. */
export const allApps = (): Promise<AppRecord[]> => queryAll<AppRecord>({ index: 'gsi1', pk: APPS });

/** Apps of a repository, by its canonical spelling. */
export const appsOfRepository = (repositoryKey: string): Promise<AppRecord[]> =>
  queryAll<AppRecord>({ index: 'gsi2', pk: `REPO#${repositoryKey}` });

/** Keeps an app whose name is reserved. */
export const putApp = (app: AppRecord): Promise<boolean> =>
  putNew({ ...appKey(app.id), ...appIndex(app.name, app.repositoryKey, app.id), ...app });

/** Changes an app; undefined when it is gone. */
export const changeApp = (app: AppRecord): Promise<AppRecord | undefined> => {
  const { id, name, repository, repositoryKey, hasRepositoryToken, directory, defaultBranch, framework } =
    app;
  const source = { repository, repositoryKey, hasRepositoryToken, directory, defaultBranch };
  const changes = { name, ...source, framework, pollSeconds: app.pollSeconds, pollProblem: app.pollProblem };
  return updateItem<AppRecord>(
    appKey(id),
    assign({ ...changes, ...appIndex(name, repositoryKey, id) }),
    'attribute_exists(pk)',
  );
};

/** Keeps a new environment; false when its app has one of that name. */
export const putEnvironment = (environment: EnvironmentRecord): Promise<boolean> =>
  putNew({
    ...environmentKey(environment.appId, environment.name),
    ...environmentIndex(environment.id),
    ...environment,
  });

/** Removes an environment in which nothing is live, runs or waits; false when something is. */
export const removeEnvironment = async (environment: EnvironmentRecord): Promise<boolean> => {
  const old = await deleteItem(environmentKey(environment.appId, environment.name), {
    expression: '#live = :none AND #active = :none AND #queued = :none AND #awaiting = :none',
    names: { '#live': 'live', '#active': 'active', '#queued': 'queued', '#awaiting': 'awaiting' },
    values: { ':none': null },
  });
  return old !== undefined;
};

/** Removes an app. Its name stays reserved until `releaseName`. */
export const removeApp = async (id: string): Promise<void> => {
  await deleteItem(appKey(id));
};

/** Reserves a name for an app. */
export const reserveName = async (name: string, appId: string): Promise<void> => {
  const item = { ...appNameKey(name), appId, reservedAt: now() };
  if (await putNew(item)) return;
  const holder = await getItem<{ appId: string; reservedAt: string }>(appNameKey(name));
  const abandoned =
    holder !== undefined &&
    Date.parse(holder.reservedAt) < Date.now() - ABANDONED_MS &&
    (await findApp(holder.appId))?.name !== name;
  const taken =
    abandoned &&
    (await putItem(item, { expression: 'appId = :former', values: { ':former': holder.appId } }));
  if (!taken) throw new TrellisError('app.name_taken', { name });
};

/** Gives a name back. */
export const releaseName = async (name: string, appId: string): Promise<void> => {
  await deleteItem(appNameKey(name), { expression: 'appId = :appId', values: { ':appId': appId } });
};
