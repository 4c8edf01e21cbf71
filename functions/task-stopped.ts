/** EventBridge, "ECS Task State Change": a builder's task has stopped. Says nothing new when the builder reported its end. */
import * as z from 'zod/mini';
import { stoppedTaskOf } from '../core/task-end';
import { parse } from './adapters/parse';
import { findDeployment } from './adapters/store/deployments';
import { endLostTask } from './engine/lost-task';

/** How long to look for lines that are missing; the wiring gives this function more time than others. */
const RECONCILE_MS = 90_000;

const eventSchema = z.looseObject({
  detail: z.looseObject({
    taskArn: z.string(),
    lastStatus: z.string(),
    stopCode: z.nullish(z.string()),
    stoppedReason: z.nullish(z.string()),
    startedBy: z.nullish(z.string()),
    containers: z.nullish(
      z.array(
        z.looseObject({
          name: z.nullish(z.string()),
          exitCode: z.nullish(z.number()),
          reason: z.nullish(z.string()),
        }),
      ),
    ),
  }),
});

export const handler = async (event: unknown): Promise<void> => {
  const { detail } = parse(eventSchema, event);
  const { taskArn, lastStatus, startedBy } = detail;
  if (lastStatus !== 'STOPPED' || !startedBy?.startsWith('dep_')) return;
  const deployment = await findDeployment(startedBy);
  // A task of an earlier attempt, whose claim is refused, ends without meaning anything.
  if (!deployment || (deployment.taskArn !== null && deployment.taskArn !== taskArn)) return;
  await endLostTask({ ...deployment, taskArn }, stoppedTaskOf(detail), RECONCILE_MS);
};
