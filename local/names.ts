/** What things are called on one machine: the names that AWS resources have elsewhere. */

export const region = 'us-east-1';
export const accountId = '000000000000';
export const tableName = 'trellis';
export const bucketName = 'trellis-artifacts';
export const secretPrefix = 'trellis';
export const clusterName = 'trellis';
export const taskDefinition = 'trellis-builder';
export const containerName = 'builder';
export const logGroup = '/trellis/builder';
export const eventBus = 'trellis';

/** A log stream is named after the task whose output it holds, as the awslogs driver does it. */
export const logStream = (taskId: string): string => `builder/${containerName}/${taskId}`;

/** The task of a log stream; undefined for a name that no task has. */
export const taskOfLogStream = (stream: string): string | undefined =>
  /^builder\/builder\/([0-9a-f]{32})$/.exec(stream)?.[1];

/** The ARN of a task. */
export const taskArn = (taskId: string): string =>
  `arn:aws:ecs:${region}:${accountId}:task/${clusterName}/${taskId}`;

/** The task that an ARN or a bare id names. */
export const taskOfArn = (arnOrId: string): string => arnOrId.slice(arnOrId.lastIndexOf('/') + 1);

export const clusterArn = `arn:aws:ecs:${region}:${accountId}:cluster/${clusterName}`;
export const taskDefinitionArn = `arn:aws:ecs:${region}:${accountId}:task-definition/${taskDefinition}:1`;
