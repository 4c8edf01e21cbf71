/** A deployment that its environment knows of and nobody wrote: its creator died in between. */
import type { EnvironmentRecord } from '../../core/records';
import { isTerminal } from '../../core/states';
import { findApp } from '../adapters/store/apps';
import { findDeployment, putDeployment } from '../adapters/store/deployments';
import { announce } from './announce';
import { freeEnvironment } from './lifecycle';
import { missingDeployment } from './new-deployment';

/** Writes it as one that has failed, and frees its place. */
export const endMissing = async (environment: EnvironmentRecord, id: string): Promise<void> => {
  const { active, queued, awaiting } = environment;
  const summary = [active, queued, awaiting].find((each) => each?.id === id);
  if (!summary) return;
  const app = await findApp(environment.appId);
  const failed = missingDeployment(environment, app?.name ?? environment.appId, summary);
  await putDeployment(failed);
  const kept = (await findDeployment(id)) ?? failed;
  if (!isTerminal(kept.status)) return;
  await freeEnvironment(kept);
  await announce(kept);
};
