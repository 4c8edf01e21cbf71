/** The operations of ECS that Trellis uses, on processes. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import {
  clusterArn,
  clusterName,
  containerName,
  taskArn,
  taskDefinition,
  taskDefinitionArn,
  taskOfArn,
} from '../names';
import type { TaskRecord } from '../tasks/task-record';
import { ClientTokenReused, type Tasks } from '../tasks/tasks';
import { AwsError } from './errors';
import { epochSeconds, operation, type Operations } from './operations';

// Of the service; longer overrides are refused there too.
const maximumOverrideLength = 8192;

const cluster = z.string().optional();

const runTaskInput = z.looseObject({
  cluster,
  taskDefinition: z.string(),
  clientToken: z.string().max(64).optional(),
  startedBy: z.string().max(128).optional(),
  count: z.literal(1).optional(),
  overrides: z
    .looseObject({
      containerOverrides: z
        .array(
          z.looseObject({
            name: z.literal(containerName),
            environment: z.array(z.object({ name: z.string(), value: z.string() })).optional(),
          }),
        )
        .optional(),
    })
    .optional(),
});

const checkCluster = (name: string | undefined): void => {
  if (name !== clusterName && name !== clusterArn)
    throw new AwsError('ClusterNotFoundException', 'Cluster not found.');
};

const describeTask = (task: TaskRecord): object => {
  const lastStatus = task.stoppedAt ? 'STOPPED' : task.startedAt ? 'RUNNING' : 'PENDING';
  return {
    taskArn: taskArn(task.id),
    clusterArn,
    taskDefinitionArn,
    lastStatus,
    desiredStatus: task.stopCode ? 'STOPPED' : 'RUNNING',
    launchType: 'FARGATE',
    startedBy: task.startedBy ?? undefined,
    createdAt: epochSeconds(task.createdAt),
    startedAt: epochSeconds(task.startedAt),
    stoppedAt: epochSeconds(task.stoppedAt),
    stopCode: task.stopCode ?? undefined,
    stoppedReason: task.stoppedReason ?? undefined,
    containers: [
      { name: containerName, lastStatus, exitCode: task.exitCode ?? undefined, taskArn: taskArn(task.id) },
    ],
  };
};

/** JSON with sorted keys, so that two spellings of one request are one text. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

/** `AmazonEC2ContainerServiceV20141113.*` */
export const ecs = (tasks: Tasks): Operations => ({
  RunTask: operation(runTaskInput, 'InvalidParameterException', (input) => {
    checkCluster(input.cluster);
    if (![taskDefinition, taskDefinitionArn].includes(input.taskDefinition))
      throw new AwsError('ClientException', 'TaskDefinition not found.');
    if (JSON.stringify(input.overrides ?? {}).length > maximumOverrideLength)
      throw new AwsError(
        'InvalidParameterException',
        `Container Overrides length must be at most ${maximumOverrideLength}.`,
      );
    const [container] = input.overrides?.containerOverrides ?? [];
    const { clientToken, ...rest } = input;
    try {
      const task = tasks.run({
        clientToken: clientToken ?? null,
        startedBy: input.startedBy ?? null,
        fingerprint: createHash('sha256').update(canonical(rest)).digest('hex'),
        environment: Object.fromEntries(
          (container?.environment ?? []).map(({ name, value }) => [name, value]),
        ),
      });
      return { tasks: [describeTask(task)], failures: [] };
    } catch (error) {
      if (!(error instanceof ClientTokenReused)) throw error;
      throw new AwsError('ConflictException', 'The client token was used with other parameters.', 400, {
        resourceIds: [taskArn(error.taskId)],
      });
    }
  }),
  StopTask: operation(
    z.looseObject({ cluster, task: z.string(), reason: z.string().max(1024).optional() }),
    'InvalidParameterException',
    (input) => {
      checkCluster(input.cluster);
      const task = tasks.stop(taskOfArn(input.task), input.reason ?? 'Task stopped by user');
      if (!task) throw new AwsError('InvalidParameterException', 'The referenced task was not found.');
      return { task: describeTask(task) };
    },
  ),
  DescribeTasks: operation(
    z.looseObject({ cluster, tasks: z.array(z.string()).max(100) }),
    'InvalidParameterException',
    (input) => {
      checkCluster(input.cluster);
      const found = input.tasks.map((arn) => ({ arn, task: tasks.find(taskOfArn(arn)) }));
      return {
        tasks: found.flatMap(({ task }) => (task ? [describeTask(task)] : [])),
        failures: found.flatMap(({ arn, task }) => (task ? [] : [{ arn, reason: 'MISSING' }])),
      };
    },
  ),
});
