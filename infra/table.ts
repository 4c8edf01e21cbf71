/** The table, as `core/table.json` describes it; kept when the stack goes. */
import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table, type Attribute } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import definition from '../core/table.json';
import { tableName } from './names';

/** Seconds since 1970, after which an item may go (`core/table.ts`). */
const EXPIRES_AT = 'expiresAt';

interface Key {
  AttributeName: string;
  KeyType: string;
}

// Every key of the table is a text.
const keyOf = (keys: readonly Key[], type: string): Attribute => {
  const key = keys.find(({ KeyType }) => KeyType === type);
  if (!key) throw new Error(`core/table.json has no ${type} key`);
  return { name: key.AttributeName, type: AttributeType.STRING };
};

/** Makes the table. It is encrypted with a key that DynamoDB owns, which costs nothing. */
export const createTable = (scope: Construct, { name }: { name: string }): Table => {
  const table = new Table(scope, 'Table', {
    tableName: tableName(name),
    partitionKey: keyOf(definition.KeySchema, 'HASH'),
    sortKey: keyOf(definition.KeySchema, 'RANGE'),
    billingMode: BillingMode.PAY_PER_REQUEST,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    timeToLiveAttribute: EXPIRES_AT,
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  for (const { IndexName, KeySchema } of definition.GlobalSecondaryIndexes)
    table.addGlobalSecondaryIndex({
      indexName: IndexName,
      partitionKey: keyOf(KeySchema, 'HASH'),
      sortKey: keyOf(KeySchema, 'RANGE'),
      projectionType: ProjectionType.ALL,
    });
  return table;
};
