/** `Mutation.deleteApp`: forgets an app that nothing is deployed of. */
import * as z from 'zod/mini';
import { TrellisError } from '../core/errors';
import type { AppRecord, EnvironmentRecord } from '../core/records';
import { fieldHandler } from './adapters/field-handler';
import { id } from './adapters/input';
import { putEnvironment, releaseName, removeApp, removeEnvironment } from './adapters/store/apps';
import { getSettledApp } from './engine/place';
import { forgetRepositoryToken } from './engine/repository-token';
import { forgetTarget } from './engine/target';
import { removeVariables } from './engine/variables';

const checkUnused = (app: AppRecord, environments: readonly EnvironmentRecord[]): void => {
  if (environments.some(({ active, queued, awaiting }) => active ?? queued ?? awaiting))
    throw new TrellisError('app.busy', { name: app.name });
  const live = environments.filter((each) => each.live).map(({ name }) => name);
  if (live.length > 0)
    throw new TrellisError('app.in_use', { name: app.name, environments: live.join(', ') });
};

/** Removes all, or none: one in which something has begun meanwhile brings the others back. */
const removeAll = async (app: AppRecord, environments: readonly EnvironmentRecord[]): Promise<void> => {
  const removed: EnvironmentRecord[] = [];
  for (const environment of environments) {
    if (await removeEnvironment(environment)) {
      removed.push(environment);
      continue;
    }
    await Promise.all(removed.map(putEnvironment));
    throw new TrellisError('app.busy', { name: app.name });
  }
};

export const handler = fieldHandler({
  permission: 'configure',
  args: z.object({ id }),
  run: async (args) => {
    const { app, environments } = await getSettledApp(args.id);
    checkUnused(app, environments);
    await removeAll(app, environments);
    await Promise.all(environments.map((each) => removeVariables(each.id)));
    await Promise.all(environments.map(forgetTarget));
    if (app.hasRepositoryToken) await forgetRepositoryToken(app.id);
    await removeApp(app.id);
    await releaseName(app.name, app.id);
    return app;
  },
});
