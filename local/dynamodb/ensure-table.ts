import {
  CreateTableCommand,
  DescribeTableCommand,
  ResourceNotFoundException,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { setTimeout as delay } from 'node:timers/promises';
import { tableDefinition } from '../../core/table-definition';

const pollMs = 5;

/** Creates the table of a new data folder, and waits until it can be used. */
export const ensureTable = async (client: DynamoDBClient, name: string): Promise<void> => {
  const describe = async (): Promise<string | undefined> =>
    (await client.send(new DescribeTableCommand({ TableName: name }))).Table?.TableStatus;
  let status: string | undefined;
  try {
    status = await describe();
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
    await client.send(new CreateTableCommand(tableDefinition(name)));
  }
  for (; status !== 'ACTIVE'; status = await describe()) await delay(pollMs);
};
