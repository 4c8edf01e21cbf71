/** `Mutation.promote`: what succeeded in one environment into the next one of the pipeline. */
import * as z from 'zod/mini';
import { TrellisError } from '../core/errors';
import { promotionSource } from '../core/pipeline';
import type { DeploymentRecord, EnvironmentRecord } from '../core/records';
import { type Actor, fieldHandler } from './adapters/field-handler';
import { clientToken, id } from './adapters/input';
import { findDeployment, getDeployment } from './adapters/store/deployments';
import { getPlace } from './engine/place';
import { reserve, requestDeployment } from './engine/request';

const args = z.object({
  input: z.object({
    environmentId: id,
    deploymentId: z.nullish(id),
    force: z.nullish(z.boolean()),
    clientToken,
  }),
});

const sourceOf = async (
  source: EnvironmentRecord,
  named: string | null | undefined,
): Promise<DeploymentRecord> => {
  if (named === null || named === undefined) {
    if (!source.live) throw new TrellisError('promote.nothing_live', { source: source.name });
    return getDeployment(source.live.id);
  }
  const found = await findDeployment(named);
  if (!found) throw new TrellisError('deployment.not_found', { id: named });
  if (found.environmentId !== source.id || found.status !== 'SUCCEEDED' || found.kind === 'TEARDOWN')
    throw new TrellisError('promote.not_succeeded', { id: named, source: source.name });
  return found;
};

const run = async ({ input }: z.infer<typeof args>, actor: Actor) => {
  const { app, environments, environment } = await getPlace(input.environmentId);
  const source = promotionSource(environments, environment.id);
  if (!source) throw new TrellisError('promote.no_source', { name: environment.name });
  const [deployment, reserved] = await Promise.all([
    sourceOf(source, input.deploymentId),
    reserve(actor.id, input.clientToken, ['promote', input]),
  ]);
  return requestDeployment({
    reserved,
    app,
    environment,
    kind: 'PROMOTE',
    trigger: actor.kind === 'member' ? 'MANUAL' : 'API',
    commit: deployment.commit,
    branch: deployment.branch,
    startedBy: actor.name,
    startedById: actor.id,
    force: input.force ?? false,
    source: { deployment, environmentName: source.name },
  });
};

export const handler = fieldHandler({ permission: 'promote', args, run });
