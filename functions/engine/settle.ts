/** What became of a deployment that lost its place, told by its own item. */
import type { EnvironmentRecord } from '../../core/records';
import { now } from '../adapters/ids';
import { findDeployment, moveDeployment } from '../adapters/store/deployments';
import { forgetSettled } from '../adapters/store/environments';
import { announceDeployment } from './announce';

/** Tells a deployment that lost its place to another that it did, and takes the note off the environment. */
export const settle = async (
  environment: EnvironmentRecord,
  loserId: string,
  winnerId: string,
): Promise<void> => {
  const loser = await moveDeployment(loserId, 'SUPERSEDED', {
    supersededBy: winnerId,
    reason: 'A newer deployment took its place.',
    finishedAt: now(),
  });
  // Its creator has not written it yet and will settle it right after.
  if (!loser && !(await findDeployment(loserId))) return;
  await forgetSettled(environment, loserId);
  await announceDeployment(loserId);
};
