/** Builders as ECS tasks. */
import {
  ConflictException,
  DescribeTasksCommand,
  ECSClient,
  RunTaskCommand,
  StopTaskCommand,
  type Task,
} from '@aws-sdk/client-ecs';
import { setTimeout as delay } from 'node:timers/promises';
import { TrellisError } from '../../core/errors';
import { setting, settingList } from './config';
import { report } from './report';

let client: ECSClient | undefined;
const ecs = (): ECSClient => (client ??= new ECSClient({ maxAttempts: 4 }));

/** What a start came to: a task, or no answer that tells (it may have started). */
export type Start = { taskArn: string } | { unknown: true };

const RETRIES_MS = [200, 800, 2_000];

/** Throttling is sometimes wrapped in an error of another name; capacity comes back as a failure, not as an error. */
const isTransient = (text: string): boolean =>
  /rate exceeded|throttl|too many requests|RESOURCE|capacity/i.test(text);

const isNoAnswer = (error: Error): boolean =>
  /timeout|timed ?out|ECONNRESET|EPIPE|socket hang up|InternalFailure|ServerException|ServiceUnavailable/i.test(
    `${error.name} ${error.message}`,
  );

/**
 * Starts a builder. A repeat for the same deployment and attempt never starts a second one.
 *
 * @throws TrellisError `task.start_failed` when it is certain that none was started
 */
export const startTask = async (options: {
  deploymentId: string;
  attempt: number;
  claimToken: string;
}): Promise<Start> => {
  for (let retry = 0; ; retry += 1) {
    const outcome = await tryStart(options);
    if (!('failed' in outcome)) return outcome;
    const wait = RETRIES_MS[retry];
    if (wait === undefined || !isTransient(outcome.failed))
      throw new TrellisError('task.start_failed', { detail: outcome.failed });
    await delay(wait);
  }
};

const tryStart = async (options: {
  deploymentId: string;
  attempt: number;
  claimToken: string;
}): Promise<Start | { failed: string }> => {
  const { deploymentId, attempt, claimToken } = options;
  try {
    const answer = await ecs().send(
      new RunTaskCommand({
        cluster: setting('TRELLIS_CLUSTER'),
        taskDefinition: setting('TRELLIS_TASK_DEFINITION'),
        clientToken: `${deploymentId}-${attempt}`,
        startedBy: deploymentId,
        count: 1,
        launchType: 'FARGATE',
        networkConfiguration: {
          awsvpcConfiguration: {
            subnets: settingList('TRELLIS_SUBNETS'),
            securityGroups: settingList('TRELLIS_SECURITY_GROUPS'),
            assignPublicIp: setting('TRELLIS_PUBLIC_IP') === 'ENABLED' ? 'ENABLED' : 'DISABLED',
          },
        },
        overrides: {
          containerOverrides: [
            {
              name: 'builder',
              environment: [
                { name: 'TRELLIS_DEPLOYMENT_ID', value: deploymentId },
                { name: 'TRELLIS_CLAIM_TOKEN', value: claimToken },
              ],
            },
          ],
        },
        tags: [{ key: 'trellis:deployment', value: deploymentId }],
      }),
    );
    const taskArn = answer.tasks?.[0]?.taskArn;
    if (taskArn) return { taskArn };
    const [failure] = answer.failures ?? [];
    return { failed: failure?.reason ?? failure?.detail ?? 'no task and no reason came back' };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    // The token was used before: the task that it started is the one.
    if (error instanceof ConflictException) {
      const [taskArn] = error.resourceIds ?? [];
      return taskArn ? { taskArn } : { unknown: true };
    }
    if (isNoAnswer(error)) return { unknown: true };
    return { failed: error.message };
  }
};

/** Asks a task to stop. A task that is gone already is as good as stopped. */
export const stopTask = async (taskArn: string, reason: string): Promise<void> => {
  try {
    await ecs().send(new StopTaskCommand({ cluster: setting('TRELLIS_CLUSTER'), task: taskArn, reason }));
  } catch (error) {
    report('a task could not be stopped', error, { taskArn });
  }
};

/** A task as ECS describes it; `missing` when it is known no more. */
export const describeTask = async (taskArn: string): Promise<Task | 'missing'> => {
  const { tasks } = await ecs().send(
    new DescribeTasksCommand({ cluster: setting('TRELLIS_CLUSTER'), tasks: [taskArn] }),
  );
  return tasks?.[0] ?? 'missing';
};
