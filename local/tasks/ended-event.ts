/** How the platform tells that a task has stopped. */
import { accountId, clusterArn, containerName, region, taskArn, taskDefinitionArn } from '../names';
import type { TaskRecord } from './task-record';

/** EventBridge's "ECS Task State Change" for a stopped task. */
export const taskStoppedEvent = (task: TaskRecord) => ({
  version: '0',
  id: task.id,
  source: 'aws.ecs',
  'detail-type': 'ECS Task State Change',
  account: accountId,
  region,
  time: task.stoppedAt,
  resources: [taskArn(task.id)],
  detail: {
    taskArn: taskArn(task.id),
    clusterArn,
    taskDefinitionArn,
    lastStatus: 'STOPPED',
    desiredStatus: 'STOPPED',
    stopCode: task.stopCode,
    stoppedReason: task.stoppedReason,
    startedBy: task.startedBy,
    createdAt: task.createdAt,
    startedAt: task.startedAt,
    stoppedAt: task.stoppedAt,
    containers: [
      {
        name: containerName,
        lastStatus: 'STOPPED',
        ...(task.exitCode === null ? {} : { exitCode: task.exitCode }),
      },
    ],
    // Grows with each change of a task; only the last one is ever sent.
    version: 3,
  },
});
