/** The data of an installation, when it is to go too. Each part may be gone already: what an interrupted run left is removed. */
import {
  DeleteLogGroupCommand,
  paginateDescribeLogGroups,
  type CloudWatchLogsClient,
} from '@aws-sdk/client-cloudwatch-logs';
import { DeleteTableCommand, UpdateTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DeleteSecretCommand,
  paginateListSecrets,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import type { Clients } from '../clients';
import { isMissing } from '../explain-aws';
import type { Tell } from '../output';
import { deleteBucket } from './buckets';
import type { Kept } from './kept';

const unlessMissing = async (work: () => Promise<unknown>): Promise<void> => {
  try {
    await work();
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
};

/** Removes the table, which is protected until now. */
const deleteTable = (dynamo: DynamoDBClient, table: string): Promise<void> =>
  unlessMissing(async () => {
    await dynamo.send(new UpdateTableCommand({ TableName: table, DeletionProtectionEnabled: false }));
    await dynamo.send(new DeleteTableCommand({ TableName: table }));
  });

/** Removes secrets for good: without that, their names stay taken for weeks. */
const deleteSecrets = async (client: SecretsManagerClient, prefix: string, tell: Tell): Promise<void> => {
  const input = { Filters: [{ Key: 'name' as const, Values: [prefix] }], IncludePlannedDeletion: true };
  const names: string[] = [];
  for await (const { SecretList = [] } of paginateListSecrets({ client }, input))
    names.push(...SecretList.flatMap(({ Name }) => (Name?.startsWith(prefix) ? [Name] : [])));
  for (const name of names) {
    await unlessMissing(() =>
      client.send(new DeleteSecretCommand({ SecretId: name, ForceDeleteWithoutRecovery: true })),
    );
    tell(`secret ${name}`);
  }
};

/** Removes log groups whose names begin so. */
export const deleteLogGroups = async (
  client: CloudWatchLogsClient,
  prefix: string,
  tell: Tell,
): Promise<void> => {
  const names: string[] = [];
  for await (const { logGroups = [] } of paginateDescribeLogGroups(
    { client },
    { logGroupNamePrefix: prefix },
  ))
    names.push(...logGroups.flatMap(({ logGroupName }) => logGroupName ?? []));
  for (const name of names) {
    await unlessMissing(() => client.send(new DeleteLogGroupCommand({ logGroupName: name })));
    tell(`log group ${name}`);
  }
};

/** Removes all of it. */
export const deleteData = async (clients: Clients, kept: Kept, tell: Tell): Promise<void> => {
  tell(`table ${kept.table}`);
  await deleteTable(clients.dynamo, kept.table);
  await deleteBucket(clients.s3, kept.artifacts, tell);
  await deleteSecrets(clients.secrets, kept.secretPrefix, tell);
  await deleteLogGroups(clients.logs, kept.builderLogs, tell);
};
