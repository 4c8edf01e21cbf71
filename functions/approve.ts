/** `Mutation.approve`: one person's yes. With enough of them the deployment gets its place. */
import { TrellisError } from '../core/errors';
import { fieldHandler } from './adapters/field-handler';
import { decisionArgs, decide } from './engine/approval';
import { admitApproved } from './engine/lifecycle';
import { getDeployment } from './adapters/store/deployments';
import { getEnvironment, rereadEnvironment } from './adapters/store/environments';
import { isApproved } from '../core/approval';
import { announce } from './engine/announce';

export const handler = fieldHandler({
  permission: 'approve',
  args: decisionArgs,
  run: async ({ input }, actor) => {
    const decided = await decide(input, actor, true);
    if (!decided.approval) throw new TrellisError('deployment.not_found', { id: input.deploymentId });
    if (decided.status === 'WAITING_APPROVAL' && isApproved(decided.approval)) {
      const environment = await rereadEnvironment(await getEnvironment(decided.environmentId));
      await admitApproved(environment, decided.id);
    }
    await announce(decided);
    return getDeployment(decided.id);
  },
});
