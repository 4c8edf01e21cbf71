/** Which table the operations of the DynamoDB data source work on. */
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** A table, and how to reach it. */
export interface Table {
  client: DynamoDBClient;
  tableName: string;
}
