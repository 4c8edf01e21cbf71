/** An environment among its neighbours, with what has ended there put in order. */
import { TrellisError } from '../../core/errors';
import type { EnvironmentRecord } from '../../core/records';
import { isTerminal } from '../../core/states';
import { type AppWithEnvironments, getAppWithEnvironments } from '../adapters/store/apps';
import { findDeployment } from '../adapters/store/deployments';
import { getEnvironment } from '../adapters/store/environments';
import { freeEnvironment } from './lifecycle';

/** True when its deployment had ended and its environment did not know yet; it does now. */
const settleEnded = async ({ active }: EnvironmentRecord): Promise<boolean> => {
  const deployment = active && (await findDeployment(active.id));
  if (!deployment || !isTerminal(deployment.status)) return false;
  await freeEnvironment(deployment);
  return true;
};

/**
 * An app with its environments. A deployment ends in its own item first and in its environment's right after; who saw it succeed
 * and acts at once must not be told that nothing is live, so what is between the two is brought to its end here.
 */
export const getSettledApp = async (appId: string): Promise<AppWithEnvironments> => {
  const read = await getAppWithEnvironments(appId);
  const settled = await Promise.all(read.environments.map(settleEnded));
  return settled.includes(true) ? getAppWithEnvironments(appId) : read;
};

/** An environment as last written, with its app and the app's other environments. */
export const getPlace = async (
  environmentId: string,
): Promise<AppWithEnvironments & { environment: EnvironmentRecord }> => {
  const { appId } = await getEnvironment(environmentId);
  const { app, environments } = await getSettledApp(appId);
  const environment = environments.find((each) => each.id === environmentId);
  if (!environment) throw new TrellisError('environment.not_found', { id: environmentId });
  return { app, environments, environment };
};
