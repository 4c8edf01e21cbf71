/** Decisions on deployments that await approval, kept on the deployment's own item. */
import * as z from 'zod/mini';
import { mayDecide } from '../../core/approval';
import { TrellisError } from '../../core/errors';
import type { ApprovalDecision, DeploymentRecord } from '../../core/records';
import type { Actor } from '../adapters/field-handler';
import { now } from '../adapters/ids';
import { id, reason } from '../adapters/input';
import { addDecision, getDeployment } from '../adapters/store/deployments';

/** The arguments of `approve` and `reject`. */
export const decisionArgs = z.object({ input: z.object({ deploymentId: id, reason: z.nullish(reason) }) });

/** More people than this cannot decide at the very same moment. */
const MAX_TRIES = 20;

/**
 * Keeps someone's decision. The same person's second one changes nothing, so a retry has one effect.
 *
 * @returns the deployment with the decision
 * @throws TrellisError `approval.not_waiting`, `approval.own_request`, `approval.wrong_role`
 */
export const decide = async (
  input: z.infer<typeof decisionArgs>['input'],
  actor: Actor,
  approved: boolean,
): Promise<DeploymentRecord> => {
  const decision: ApprovalDecision = {
    by: actor.name,
    byId: actor.id,
    approved,
    reason: input.reason ?? null,
    at: now(),
  };
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const deployment = await getDeployment(input.deploymentId);
    const decisions = deployment.approval?.decisions ?? [];
    if (decisions.some((each) => each.byId === actor.id && each.approved === approved)) return deployment;
    const verdict = mayDecide(deployment, actor);
    if (!verdict.allowed) throw new TrellisError(verdict.code, verdict.values);
    const changed = await addDecision(deployment, decision);
    if (changed) return changed;
  }
  throw new TrellisError('internal.unexpected', { detail: 'the deployment changes too quickly' });
};
