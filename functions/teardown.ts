/** `Mutation.teardown`: removes everything that an environment has deployed. */
import * as z from 'zod/mini';
import { TrellisError } from '../core/errors';
import { teardownTarget } from '../core/pipeline';
import { type Actor, fieldHandler } from './adapters/field-handler';
import { clientToken, id } from './adapters/input';
import { findDeployment } from './adapters/store/deployments';
import { getPlace } from './engine/place';
import { reserve, requestDeployment } from './engine/request';

const args = z.object({
  input: z.object({ environmentId: id, confirmName: z.nullish(z.string()), clientToken }),
});

const run = async ({ input }: z.infer<typeof args>, actor: Actor) => {
  const { app, environment } = await getPlace(input.environmentId);
  const { name } = environment;
  if (environment.protected && input.confirmName !== name)
    throw new TrellisError('environment.confirm_name', { name });
  const target = teardownTarget(environment) ?? environment.active;
  if (!target) throw new TrellisError('teardown.nothing_live', { name });
  const [deployment, reserved] = await Promise.all([
    findDeployment(target.id),
    reserve(actor.id, input.clientToken, ['teardown', input]),
  ]);
  return requestDeployment({
    reserved,
    app,
    environment,
    kind: 'TEARDOWN',
    trigger: actor.kind === 'member' ? 'MANUAL' : 'API',
    commit: target.commit,
    branch: target.branch,
    startedBy: actor.name,
    startedById: actor.id,
    source: deployment && { deployment, environmentName: null },
  });
};

export const handler = fieldHandler({ permission: 'teardown', args, run });
