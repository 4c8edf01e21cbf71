/** `Mutation.reject`: one person's no ends the deployment before it began. */
import { fieldHandler } from './adapters/field-handler';
import { decide, decisionArgs } from './engine/approval';
import { endDeployment } from './engine/lifecycle';

export const handler = fieldHandler({
  permission: 'approve',
  args: decisionArgs,
  run: async ({ input }, actor) => {
    const decided = await decide(input, actor, false);
    const why = input.reason ? `: ${input.reason}` : '.';
    const ended = await endDeployment(decided, {
      status: 'CANCELLED',
      reason: `${actor.name} rejected it${why}`,
      more: { cancelledBy: actor.name },
    });
    return ended ?? decided;
  },
});
