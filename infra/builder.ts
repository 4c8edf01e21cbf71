/** What runs deployments: a cluster that holds no machine, and the task that the functions start for each of them. */
import { Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { createBuilderRoles } from './builder-roles';
import type { Architecture } from './image-source';
import { builderFamily } from './names';

/** What decides the builder. */
export interface BuilderProps {
  name: string;
  architecture: Architecture;
  /** In units of 1/1024 of a processor. */
  cpu: number;
  memoryMb: number;
  /** Room for the workspace, its dependencies and what commands print; Fargate's 20 GiB, which cost nothing more, when left out. */
  storageGib?: number | undefined;
  image: { repositoryName: string; tag: string };
  /** The log group that the containers' output goes to. */
  logGroupName: string;
  /** The GraphQL endpoint. */
  apiUrl: string;
  /** The calls of the API that a builder may make, and nothing else. */
  mayCall: readonly iam.PolicyStatement[];
}

/** What the functions need to start builders. */
export interface Builder {
  cluster: ecs.CfnCluster;
  taskDefinition: ecs.CfnTaskDefinition;
  /** The role of the program, and that of the platform which fetches the image and writes the log. */
  taskRole: iam.Role;
  executionRole: iam.Role;
}

/** The container's name: functions name it when they start a task, and it is part of every log stream's name. */
const containerName = 'builder';
const streamPrefix = 'builder';

/** A deploy tool needs time to release its locks; Fargate gives no more than this. */
const stopTimeoutSeconds = 120;

/**
 * Of what a container has by default, everything that neither the builder nor a command needs. The builder keeps what it takes to run
 * commands as another user, and its program file alone holds that (see the Dockerfile).
 */
const droppedCapabilities = [
  'AUDIT_WRITE',
  'FOWNER',
  'FSETID',
  'MKNOD',
  'NET_BIND_SERVICE',
  'NET_RAW',
  'SETFCAP',
  'SETPCAP',
  'SYS_CHROOT',
];

/** The rest of the container's files are read-only. */
const writable = { work: '/work', home: '/home/node', tmp: '/tmp' };

/** The cluster, the task and its two roles. */
export const createBuilder = (scope: Construct, props: BuilderProps): Builder => {
  const { name, architecture, cpu, memoryMb, storageGib, image, logGroupName, apiUrl, mayCall } = props;
  const { region, account, partition, urlSuffix } = Stack.of(scope);
  const cluster = new ecs.CfnCluster(scope, 'Cluster', {
    clusterName: `${name}-builders`,
    // Its metrics cost more than the tasks of a small team.
    clusterSettings: [{ name: 'containerInsights', value: 'disabled' }],
  });
  const repositoryArn = `arn:${partition}:ecr:${region}:${account}:repository/${image.repositoryName}`;
  const logGroupArn = `arn:${partition}:logs:${region}:${account}:log-group:${logGroupName}`;
  const roles = createBuilderRoles(scope, { repositoryArn, logGroupArn, mayCall });
  const taskDefinition = new ecs.CfnTaskDefinition(scope, 'Task', {
    family: builderFamily(name),
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    cpu: String(cpu),
    memory: String(memoryMb),
    runtimePlatform: { operatingSystemFamily: 'LINUX', cpuArchitecture: architecture },
    ...(storageGib !== undefined && { ephemeralStorage: { sizeInGiB: storageGib } }),
    taskRoleArn: roles.taskRole.roleArn,
    executionRoleArn: roles.executionRole.roleArn,
    volumes: Object.keys(writable).map((volume) => ({ name: volume })),
    containerDefinitions: [
      {
        name: containerName,
        image: `${account}.dkr.ecr.${region}.${urlSuffix}/${image.repositoryName}:${image.tag}`,
        essential: true,
        readonlyRootFilesystem: true,
        stopTimeout: stopTimeoutSeconds,
        mountPoints: Object.entries(writable).map(([volume, path]) => ({
          sourceVolume: volume,
          containerPath: path,
          readOnly: false,
        })),
        linuxParameters: { capabilities: { drop: droppedCapabilities } },
        environment: [
          { name: 'AWS_REGION', value: region },
          { name: 'TRELLIS_API_URL', value: apiUrl },
          // Commands have no role of the machine: what needs AWS and has no account can be told so at once.
          { name: 'AWS_EC2_METADATA_DISABLED', value: 'true' },
        ],
        logConfiguration: {
          logDriver: 'awslogs',
          options: {
            'awslogs-group': logGroupName,
            'awslogs-region': region,
            'awslogs-stream-prefix': streamPrefix,
            // The default drops lines when the log cannot keep up; a program that waits loses none.
            mode: 'blocking',
          },
        },
      },
    ],
  });
  return { cluster, taskDefinition, ...roles };
};
