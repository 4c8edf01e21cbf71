/** What functions are told of the rest of the installation, and what their policies may name of it. */
import { Aws, type Stack } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { TARGET_ROLE_PREFIX } from '../core/target';
import type { FunctionVariable } from '../wiring';
import type { Api } from './api';
import type { Builder } from './builder';
import { builderFamily, builderLogGroup, logGroupArn, secretPrefix } from './names';
import type { Network } from './network';
import type { Arns } from './permissions';

/** The parts that functions talk to. */
export interface Surroundings {
  name: string;
  table: ITable;
  artifacts: IBucket;
  api: Api;
  network: Network;
  builder: Builder;
  bus: IEventBus;
  /** Where people see the dashboard; no slash at its end. */
  publicUrl: string;
}

/** The value of each variable that a function may ask for. */
export const functionVariables = (parts: Surroundings): Record<FunctionVariable, string> => {
  const { name, table, artifacts, api, network, builder, bus, publicUrl } = parts;
  return {
    TRELLIS_API_URL: api.url,
    TRELLIS_TABLE: table.tableName,
    TRELLIS_BUCKET_URL: `https://${artifacts.bucketRegionalDomainName}`,
    TRELLIS_SECRET_PREFIX: secretPrefix(name),
    TRELLIS_CLUSTER: builder.cluster.ref,
    TRELLIS_TASK_DEFINITION: builder.taskDefinition.ref,
    TRELLIS_SUBNETS: network.subnetIds.join(','),
    TRELLIS_SECURITY_GROUPS: network.securityGroupId,
    TRELLIS_PUBLIC_IP: network.assignPublicIp ? 'ENABLED' : 'DISABLED',
    TRELLIS_LOG_GROUP: builderLogGroup(name),
    TRELLIS_PUBLIC_URL: publicUrl,
    TRELLIS_WEBHOOK_URL: `${publicUrl}/webhooks/github`,
    TRELLIS_EVENT_BUS: bus.eventBusName,
    TRELLIS_INSTANCE: name,
    TRELLIS_GITHUB_API_URL: 'https://api.github.com',
    TRELLIS_STS_URL: `https://sts.${Aws.REGION}.${Aws.URL_SUFFIX}`,
    // A function of this account must not be made to ask the account's own services.
    TRELLIS_REPOSITORY_ACCESS: 'public',
  };
};

/** ARNs of the parts, for policies. */
export const arnsOf = (stack: Stack, { name, table, artifacts, api, builder, bus }: Surroundings): Arns => {
  const arn = (service: string, rest: string): string =>
    `arn:${stack.partition}:${service}:${stack.region}:${stack.account}:${rest}`;
  return {
    table: table.tableArn,
    api: api.arn,
    cluster: builder.cluster.attrArn,
    tasks: arn('ecs', `task/${builder.cluster.ref}/*`),
    taskDefinitions: arn('ecs', `task-definition/${builderFamily(name)}:*`),
    taskRoles: [builder.taskRole.roleArn, builder.executionRole.roleArn],
    secrets: arn('secretsmanager', `secret:${secretPrefix(name)}/*`),
    artifacts: `${artifacts.bucketArn}/artifacts/*`,
    builderStreams: `${logGroupArn(stack, builderLogGroup(name))}:log-stream:builder/builder/*`,
    bus: bus.eventBusArn,
    targetRoles: `arn:${stack.partition}:iam::*:role/${TARGET_ROLE_PREFIX}*`,
  };
};
