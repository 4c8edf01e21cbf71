/** `Mutation.cancelDeployment`: at once when nothing has run yet; otherwise the builder is told with its next report. */
import * as z from 'zod/mini';
import { TrellisError } from '../core/errors';
import { isTerminal } from '../core/states';
import { fieldHandler } from './adapters/field-handler';
import { id } from './adapters/input';
import { changeDeployment, getDeployment } from './adapters/store/deployments';
import { stopTask } from './adapters/tasks';
import { announce } from './engine/announce';
import { endDeployment } from './engine/lifecycle';

/** A deployment moves at most twice more before it runs, so this many looks are enough. */
const MAX_LOOKS = 5;

export const handler = fieldHandler({
  permission: 'cancel',
  args: z.object({ id }),
  run: async (args, actor) => {
    for (let looks = 0; looks < MAX_LOOKS; looks += 1) {
      const deployment = await getDeployment(args.id);
      // Told again: the first answer was lost, or somebody else was quicker.
      if (deployment.status === 'CANCELLED') return deployment;
      if (isTerminal(deployment.status))
        throw new TrellisError('deployment.ended', { status: deployment.status });
      const cancelled = { cancelRequested: true, cancelledBy: actor.name };

      if (deployment.status === 'RUNNING') {
        const told = await changeDeployment(args.id, cancelled, ['RUNNING']);
        if (!told) continue;
        await announce(told);
        return told;
      }

      // Nothing has claimed it, and after this nothing can.
      const ended = await endDeployment(
        deployment,
        { status: 'CANCELLED', reason: `${actor.name} cancelled it.`, more: cancelled },
        { expression: '#status = :seen', values: { ':seen': deployment.status } },
      );
      if (ended?.status !== 'CANCELLED') continue;
      if (ended.taskArn) await stopTask(ended.taskArn, 'Cancelled before it ran');
      return ended;
    }
    throw new TrellisError('internal.unexpected', { detail: 'the deployment changes too quickly' });
  },
});
