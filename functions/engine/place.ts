/** An environment among its neighbours. */
import { TrellisError } from '../../core/errors';
import type { EnvironmentRecord } from '../../core/records';
import { type AppWithEnvironments, getAppWithEnvironments } from '../adapters/store/apps';
import { getEnvironment } from '../adapters/store/environments';

/** An environment as last written, with its app and the app's other environments. */
export const getPlace = async (
  environmentId: string,
): Promise<AppWithEnvironments & { environment: EnvironmentRecord }> => {
  const { appId } = await getEnvironment(environmentId);
  const { app, environments } = await getAppWithEnvironments(appId);
  const environment = environments.find((each) => each.id === environmentId);
  if (!environment) throw new TrellisError('environment.not_found', { id: environmentId });
  return { app, environments, environment };
};
