/** `Mutation.rollback`: what succeeded in an environment earlier, once more; and no push undoes it until someone resumes. */
import * as z from 'zod/mini';
import { TrellisError } from '../core/errors';
import type { DeploymentRecord, EnvironmentRecord } from '../core/records';
import { type Actor, fieldHandler } from './adapters/field-handler';
import { clientToken, id } from './adapters/input';
import { findDeployment, getDeployment } from './adapters/store/deployments';
import { getPlace } from './engine/place';
import { reserve, requestDeployment } from './engine/request';

const args = z.object({ input: z.object({ environmentId: id, deploymentId: z.nullish(id), clientToken }) });

const targetOf = async (
  environment: EnvironmentRecord,
  named: string | null | undefined,
): Promise<DeploymentRecord> => {
  const { name, previous } = environment;
  if (named === null || named === undefined) {
    if (!previous) throw new TrellisError('rollback.nothing_before', { name });
    return getDeployment(previous.id);
  }
  const found = await findDeployment(named);
  if (!found) throw new TrellisError('deployment.not_found', { id: named });
  if (found.environmentId !== environment.id || found.status !== 'SUCCEEDED' || found.kind === 'TEARDOWN')
    throw new TrellisError('rollback.not_succeeded', { id: named, name });
  return found;
};

const run = async ({ input }: z.infer<typeof args>, actor: Actor) => {
  const { app, environment } = await getPlace(input.environmentId);
  const [deployment, reserved] = await Promise.all([
    targetOf(environment, input.deploymentId),
    reserve(actor.id, input.clientToken, ['rollback', input]),
  ]);
  return requestDeployment({
    reserved,
    app,
    environment,
    kind: 'ROLLBACK',
    trigger: actor.kind === 'member' ? 'MANUAL' : 'API',
    commit: deployment.commit,
    branch: deployment.branch,
    startedBy: actor.name,
    startedById: actor.id,
    source: { deployment, environmentName: null },
    pausedReason: environment.automatic ? `${actor.name} rolled it back` : undefined,
  });
};

export const handler = fieldHandler({ permission: 'rollback', args, run });
