/** Operations on many items: batches, which may do a part, and transactions, which do all or nothing. */
import {
  type AttributeValue,
  BatchGetItemCommand,
  BatchWriteItemCommand,
  TransactGetItemsCommand,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import { ResolverError } from '../util/errors';
import { isRecord } from '../values';
import { fromItem, fromOptionalItem, toAttributeMap } from './attribute-values';
import { attributesOf, expressionOf, flagOf, required } from './dynamodb-requests';
import type { Table } from './table';

type Request = Record<string, unknown>;
type Item = Record<string, AttributeValue>;

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);

function tablesOf(request: Request): [string, unknown][] {
  const tables = required(request, 'tables');
  if (!isRecord(tables))
    throw new ResolverError('tables must be a map from name to items', 'MappingTemplate');
  return Object.entries(tables);
}

const mapValues = <T, R>(
  entries: readonly (readonly [string, T])[],
  convert: (value: T) => R,
): Record<string, R> => Object.fromEntries(entries.map(([name, value]) => [name, convert(value)]));

/** Answers items in the order of the keys that were asked for, null where there is none. */
async function batchGet({ client }: Table, request: Request): Promise<unknown> {
  const asked = tablesOf(request).map(([name, table]) => {
    const part = isRecord(table) ? table : {};
    return [name, { part, keys: listOf(part['keys']).map(toAttributeMap) }] as const;
  });
  const answer = await client.send(
    new BatchGetItemCommand({
      RequestItems: mapValues(asked, ({ part, keys }) => ({
        Keys: keys,
        ConsistentRead: flagOf(part['consistentRead']),
        ProjectionExpression: expressionOf(part['projection']),
        ...attributesOf(part['projection']),
      })),
    }),
  );
  const has = (item: Item, key: Item): boolean =>
    Object.entries(key).every(([name, value]) => JSON.stringify(item[name]) === JSON.stringify(value));
  return {
    data: Object.fromEntries(
      asked.map(([name, { keys }]) => {
        const items = answer.Responses?.[name] ?? [];
        return [name, keys.map((key) => fromOptionalItem(items.find((item) => has(item, key))))];
      }),
    ),
    unprocessedKeys: mapValues(Object.entries(answer.UnprocessedKeys ?? {}), (part) =>
      (part.Keys ?? []).map(fromItem),
    ),
  };
}

async function batchWrite(
  { client }: Table,
  tables: (readonly [string, Item[]])[],
  toRequest: (item: Item) => WriteRequest,
): Promise<{ data: unknown; unprocessed: Record<string, WriteRequest[]> }> {
  const answer = await client.send(
    new BatchWriteItemCommand({ RequestItems: mapValues(tables, (items) => items.map(toRequest)) }),
  );
  return {
    data: mapValues(tables, (items) => items.map(fromItem)),
    unprocessed: answer.UnprocessedItems ?? {},
  };
}

const itemsOf = (request: Request): (readonly [string, Item[]])[] =>
  tablesOf(request).map(([name, items]) => [name, listOf(items).map(toAttributeMap)] as const);

async function batchPut(table: Table, request: Request): Promise<unknown> {
  const { data, unprocessed } = await batchWrite(table, itemsOf(request), (Item) => ({
    PutRequest: { Item },
  }));
  return {
    data,
    unprocessedItems: mapValues(Object.entries(unprocessed), (requests) =>
      requests.map(({ PutRequest }) => fromOptionalItem(PutRequest?.Item)),
    ),
  };
}

async function batchDelete(table: Table, request: Request): Promise<unknown> {
  const { data, unprocessed } = await batchWrite(table, itemsOf(request), (Key) => ({
    DeleteRequest: { Key },
  }));
  return {
    data,
    unprocessedKeys: mapValues(Object.entries(unprocessed), (requests) =>
      requests.map(({ DeleteRequest }) => fromOptionalItem(DeleteRequest?.Key)),
    ),
  };
}

const conditionOf = (condition: unknown) => ({
  ConditionExpression: expressionOf(condition),
  ...(isRecord(condition) && condition['returnValuesOnConditionCheckFailure'] === true
    ? { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const }
    : {}),
});

function transactItem(value: unknown): TransactWriteItem {
  const item = isRecord(value) ? value : {};
  const { operation, condition, update } = item;
  const Key = toAttributeMap(required(item, 'key'));
  const TableName = String(required(item, 'table'));
  const shared = { TableName, ...conditionOf(condition) };
  switch (operation) {
    case 'PutItem':
      return {
        Put: {
          ...shared,
          Item: { ...toAttributeMap(item['attributeValues']), ...Key },
          ...attributesOf(condition),
        },
      };
    case 'UpdateItem':
      return {
        Update: {
          ...shared,
          Key,
          UpdateExpression: expressionOf(update),
          ...attributesOf(update, condition),
        },
      };
    case 'DeleteItem':
      return { Delete: { ...shared, Key, ...attributesOf(condition) } };
    case 'ConditionCheck':
      return {
        ConditionCheck: {
          ...shared,
          ConditionExpression: expressionOf(condition) ?? '',
          Key,
          ...attributesOf(condition),
        },
      };
    default:
      throw new ResolverError(
        `Unsupported operation '${String(operation)}' in a transaction.`,
        'MappingTemplate',
      );
  }
}

async function transactWrite({ client }: Table, request: Request): Promise<unknown> {
  const items = listOf(required(request, 'transactItems'));
  await client.send(new TransactWriteItemsCommand({ TransactItems: items.map(transactItem) }));
  return {
    keys: items.map((item) => fromItem(toAttributeMap(isRecord(item) ? item['key'] : undefined))),
    cancellationReasons: null,
  };
}

async function transactGet({ client }: Table, request: Request): Promise<unknown> {
  const answer = await client.send(
    new TransactGetItemsCommand({
      TransactItems: listOf(required(request, 'transactItems')).map((value) => {
        const item = isRecord(value) ? value : {};
        return {
          Get: {
            TableName: String(required(item, 'table')),
            Key: toAttributeMap(required(item, 'key')),
            ProjectionExpression: expressionOf(item['projection']),
            ...attributesOf(item['projection']),
          },
        };
      }),
    }),
  );
  return {
    items: (answer.Responses ?? []).map(({ Item }) => fromOptionalItem(Item)),
    cancellationReasons: null,
  };
}

export const batchOperations = {
  BatchGetItem: batchGet,
  BatchPutItem: batchPut,
  BatchDeleteItem: batchDelete,
  TransactWriteItems: transactWrite,
  TransactGetItems: transactGet,
};
