/** The DynamoDB data source: every operation of a JavaScript resolver's request. */
import {
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  type Select,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { ResolverError } from '../util/errors';
import { isRecord } from '../values';
import { fromItem, fromOptionalItem, toAttributeMap } from './attribute-values';
import { batchOperations } from './dynamodb-batch';
import {
  attributesOf,
  expressionOf,
  flagOf,
  numberOf,
  readNextToken,
  required,
  textOf,
  writeNextToken,
} from './dynamodb-requests';
import { DataSourceError } from './errors';
import type { Table } from './table';

type Request = Record<string, unknown>;
type Operation = (table: Table, request: Request) => Promise<unknown>;

const getItem: Operation = async ({ client, tableName }, request) => {
  const { Item } = await client.send(
    new GetItemCommand({
      TableName: tableName,
      Key: toAttributeMap(required(request, 'key')),
      ConsistentRead: flagOf(request['consistentRead']),
      ProjectionExpression: expressionOf(request['projection']),
      ...attributesOf(request['projection']),
    }),
  );
  return fromOptionalItem(Item);
};

const putItem: Operation = async ({ client, tableName }, request) => {
  const item = { ...toAttributeMap(request['attributeValues']), ...toAttributeMap(required(request, 'key')) };
  await client.send(
    new PutItemCommand({
      TableName: tableName,
      Item: item,
      ConditionExpression: expressionOf(request['condition']),
      ...attributesOf(request['condition']),
    }),
  );
  return fromItem(item);
};

const updateItem: Operation = async ({ client, tableName }, request) => {
  const { Attributes } = await client.send(
    new UpdateItemCommand({
      TableName: tableName,
      Key: toAttributeMap(required(request, 'key')),
      UpdateExpression: expressionOf(request['update']) || undefined,
      ConditionExpression: expressionOf(request['condition']),
      ReturnValues: 'ALL_NEW',
      ...attributesOf(request['update'], request['condition']),
    }),
  );
  return fromOptionalItem(Attributes);
};

const deleteItem: Operation = async ({ client, tableName }, request) => {
  const { Attributes } = await client.send(
    new DeleteItemCommand({
      TableName: tableName,
      Key: toAttributeMap(required(request, 'key')),
      ConditionExpression: expressionOf(request['condition']),
      ReturnValues: 'ALL_OLD',
      ...attributesOf(request['condition']),
    }),
  );
  return fromOptionalItem(Attributes);
};

/** What Query and Scan share. */
const pageOf = (request: Request) => ({
  IndexName: textOf(request['index']),
  Limit: numberOf(request['limit']),
  ConsistentRead: flagOf(request['consistentRead']),
  ExclusiveStartKey: readNextToken(request['nextToken']),
  FilterExpression: expressionOf(request['filter']) || undefined,
  ProjectionExpression: expressionOf(request['projection']),
  Select: textOf(request['select']) as Select | undefined,
});

const query: Operation = async ({ client, tableName }, request) => {
  const page = await client.send(
    new QueryCommand({
      TableName: tableName,
      ...pageOf(request),
      KeyConditionExpression: expressionOf(required(request, 'query')),
      ScanIndexForward: flagOf(request['scanIndexForward']),
      ...attributesOf(request['query'], request['filter'], request['projection']),
    }),
  );
  return {
    items: (page.Items ?? []).map(fromItem),
    nextToken: writeNextToken(page.LastEvaluatedKey),
    scannedCount: page.ScannedCount ?? 0,
  };
};

const scan: Operation = async ({ client, tableName }, request) => {
  const page = await client.send(
    new ScanCommand({
      TableName: tableName,
      ...pageOf(request),
      TotalSegments: numberOf(request['totalSegments']),
      Segment: numberOf(request['segment']),
      ...attributesOf(request['filter'], request['projection']),
    }),
  );
  return {
    items: (page.Items ?? []).map(fromItem),
    nextToken: writeNextToken(page.LastEvaluatedKey),
    scannedCount: page.ScannedCount ?? 0,
  };
};

const operations: Record<string, Operation> = {
  GetItem: getItem,
  PutItem: putItem,
  UpdateItem: updateItem,
  DeleteItem: deleteItem,
  Query: query,
  Scan: scan,
  ...batchOperations,
};

/** DynamoDB's own errors, under AppSync's names; a failed condition brings the item as it stands. */
async function translate(
  error: unknown,
  table: Table,
  request: Request,
): Promise<DataSourceError | ResolverError> {
  if (error instanceof ResolverError) return error;
  const { name, message, $metadata } = error as {
    name?: string;
    message?: string;
    $metadata?: { httpStatusCode?: number; requestId?: string };
  };
  const type = `DynamoDB:${name ?? 'AmazonDynamoDBException'}`;
  const details = `(Service: DynamoDb, Status Code: ${$metadata?.httpStatusCode ?? 0}, Request ID: ${$metadata?.requestId ?? ''})`;
  const current =
    name === 'ConditionalCheckFailedException'
      ? await getItem(table, { operation: 'GetItem', key: request['key'], consistentRead: true })
      : null;
  return new DataSourceError(`${message ?? 'The table could not be reached'} ${details}`, type, current);
}

/** Runs one request; throws `DataSourceError` when DynamoDB refuses it. */
export async function callDynamoDB(table: Table, request: unknown): Promise<unknown> {
  const name = isRecord(request) ? request['operation'] : undefined;
  const operation = typeof name === 'string' ? operations[name] : undefined;
  if (!isRecord(request) || !operation)
    throw new ResolverError(`Unsupported operation '${String(name)}'.`, 'MappingTemplate');
  try {
    return await operation(table, request);
  } catch (error) {
    throw await translate(error, table, request);
  }
}
