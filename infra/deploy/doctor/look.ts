/** Reads the facts about an installation. What may not be read is said so, and the rest is looked at all the same. */
import { paginateDescribeAlarms } from '@aws-sdk/client-cloudwatch';
import { DescribeSubscriptionFiltersCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeContinuousBackupsCommand, DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { DescribeTaskDefinitionCommand, type TaskDefinition } from '@aws-sdk/client-ecs';
import type { Clients } from '../clients';
import { isMissing } from '../explain-aws';
import type { AlarmState } from './judge';

const orUndefined = async <T>(read: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await read();
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
};

/** How a table is protected; undefined when there is none. */
export const readTable = ({ dynamo }: Clients, name: string) =>
  orUndefined(async () => {
    const { Table } = await dynamo.send(new DescribeTableCommand({ TableName: name }));
    const { ContinuousBackupsDescription } = await dynamo.send(
      new DescribeContinuousBackupsCommand({ TableName: name }),
    );
    const recovery = ContinuousBackupsDescription?.PointInTimeRecoveryDescription;
    return {
      protection: Table?.DeletionProtectionEnabled === true,
      pointInTime: recovery?.PointInTimeRecoveryStatus === 'ENABLED',
    };
  });

/** The newest task definition of a family. */
export const readTask = async ({ ecs }: Clients, family: string): Promise<TaskDefinition | undefined> => {
  try {
    return (await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: family }))).taskDefinition;
  } catch (error) {
    // ECS answers so for a family that it does not know.
    if (error instanceof Error && error.name === 'ClientException') return undefined;
    throw error;
  }
};

/** Where the lines of a log group go. */
export const readSubscriptions = async ({ logs }: Clients, logGroupName: string): Promise<string[]> => {
  const answer = await orUndefined(() => logs.send(new DescribeSubscriptionFiltersCommand({ logGroupName })));
  return (answer?.subscriptionFilters ?? []).flatMap(({ destinationArn }) => destinationArn ?? []);
};

/** Alarms whose names begin so. */
export const readAlarms = async ({ cloudWatch }: Clients, prefix: string): Promise<AlarmState[]> => {
  const alarms: AlarmState[] = [];
  for await (const { MetricAlarms = [] } of paginateDescribeAlarms(
    { client: cloudWatch },
    { AlarmNamePrefix: prefix },
  ))
    for (const { AlarmName = '', StateValue = '' } of MetricAlarms)
      alarms.push({ name: AlarmName, state: StateValue });
  return alarms;
};
