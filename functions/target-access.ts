/**
 * The one function that goes into other accounts, so that there is one role for them to trust: `Mutation.targetCredentials`,
 * `Mutation.checkTarget` and `Query.targetPrincipal`.
 */
import * as z from 'zod/mini';
import { TrellisError } from '../core/errors';
import type { DeploymentRecord } from '../core/records';
import { sameText } from '../core/same-text';
import { isTerminal } from '../core/states';
import { accountOf, principalOf } from '../core/target';
import { fieldHandler, type FieldAnswer } from './adapters/field-handler';
import { hashOf } from './adapters/ids';
import { id } from './adapters/input';
import { parse } from './adapters/parse';
import { findDeployment } from './adapters/store/deployments';
import { getEnvironment, rereadEnvironment } from './adapters/store/environments';
import { enterTarget, targetCredentials, trellisIdentity } from './engine/target';

const identity = (arn: string) => ({ accountId: accountOf(arn), arn });

/** The deployment of who asks: it runs, nobody cancelled it, and the lease is its own. */
const runningDeployment = async (deploymentId: string, lease: string): Promise<DeploymentRecord> => {
  const deployment = await findDeployment(deploymentId);
  if (!deployment?.leaseHash || !sameText(deployment.leaseHash, hashOf(lease)))
    throw new TrellisError('deployment.lease_refused');
  const { status, cancelRequested } = deployment;
  if (isTerminal(status)) throw new TrellisError('deployment.ended', { status });
  if (status !== 'RUNNING' || cancelRequested) throw new TrellisError('deployment.lease_refused');
  return deployment;
};

const fields: Record<string, (payload: unknown) => Promise<FieldAnswer>> = {
  'Mutation.targetCredentials': fieldHandler({
    permission: 'internal',
    args: z.object({ deploymentId: id, lease: z.string().check(z.minLength(1), z.maxLength(200)) }),
    run: async ({ deploymentId, lease }) => {
      const deployment = await runningDeployment(deploymentId, lease);
      const { appId, environmentId, environmentName: name } = deployment;
      const environment = await rereadEnvironment({ id: environmentId, appId, name });
      if (environment.active?.id !== deploymentId) throw new TrellisError('deployment.lease_refused');
      if ((environment.target?.revision ?? null) !== (deployment.targetRevision ?? null))
        throw new TrellisError('target.changed', { name });
      return { deploymentId, ...(await targetCredentials(environment, deployment)) };
    },
  }),
  'Mutation.checkTarget': fieldHandler({
    permission: 'configure',
    args: z.object({ environmentId: id }),
    run: async ({ environmentId }) =>
      identity(await enterTarget(await rereadEnvironment(await getEnvironment(environmentId)))),
  }),
  'Query.targetPrincipal': fieldHandler({
    permission: 'configure',
    args: z.object({}),
    run: async () => identity(principalOf(await trellisIdentity())),
  }),
};

const call = z.looseObject({ field: z.string() });

export const handler = (payload: unknown): Promise<FieldAnswer> => {
  const { field } = parse(call, payload);
  const answer = fields[field];
  if (!answer) throw new Error(`${field} is none of this function's fields`);
  return answer(payload);
};
