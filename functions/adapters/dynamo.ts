/** The table: one client a process, and the few shapes of calls that the store needs. */
import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
  type QueryCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { setting } from './config';

/** The keys of an item. */
export interface Key {
  pk: string;
  sk: string;
}

/** A condition: DynamoDB's expression, its names and values. */
export interface Expression {
  expression: string;
  names?: Record<string, string>;
  values?: Record<string, unknown>;
}

let client: DynamoDBDocumentClient | undefined;

/** The client; made when it is first needed. */
export const dynamo = (): DynamoDBDocumentClient =>
  (client ??= DynamoDBDocumentClient.from(new DynamoDBClient({}), {
    marshallOptions: { removeUndefinedValues: true },
  }));

const optional = <T extends object>(value: T | undefined): T | undefined =>
  value && Object.keys(value).length > 0 ? value : undefined;

/** True for what a conditional write throws when its condition does not hold. */
const isConflict = (thrown: unknown): boolean => thrown instanceof ConditionalCheckFailedException;

/** The item under a key, as last written. The type is the writer's promise: only the store writes these items. */
export const getItem = async <T>(key: Key): Promise<T | undefined> => {
  const { Item } = await dynamo().send(
    new GetCommand({ TableName: setting('TRELLIS_TABLE'), Key: { ...key }, ConsistentRead: true }),
  );
  return Item as T | undefined;
};

/** Writes an item; false when the condition does not hold. */
export const putItem = async (item: object, condition?: Expression): Promise<boolean> =>
  unlessConflict(() =>
    dynamo().send(
      new PutCommand({
        TableName: setting('TRELLIS_TABLE'),
        Item: item,
        ...conditionOf(condition),
      }),
    ),
  );

/** Writes an item only if there is none under its key. */
export const putNew = (item: Key & Record<string, unknown>): Promise<boolean> =>
  putItem(item, { expression: 'attribute_not_exists(pk)' });

/** Changes an item and answers with all of it; undefined when the condition does not hold. Without one, an item that is missing begins. */
export const updateItem = async <T>(
  key: Key,
  update: Expression,
  condition?: string,
): Promise<T | undefined> => {
  let changed: T | undefined;
  await unlessConflict(async () => {
    const { Attributes } = await dynamo().send(
      new UpdateCommand({
        TableName: setting('TRELLIS_TABLE'),
        Key: { ...key },
        UpdateExpression: update.expression,
        ConditionExpression: condition,
        ExpressionAttributeNames: optional(update.names),
        ExpressionAttributeValues: optional(update.values),
        ReturnValues: 'ALL_NEW',
      }),
    );
    changed = Attributes as T | undefined;
  });
  return changed;
};

/** Removes an item and answers with what it was; undefined when there was none or the condition does not hold. */
export const deleteItem = async <T>(key: Key, condition?: Expression): Promise<T | undefined> => {
  let old: T | undefined;
  await unlessConflict(async () => {
    const { Attributes } = await dynamo().send(
      new DeleteCommand({
        TableName: setting('TRELLIS_TABLE'),
        Key: { ...key },
        ReturnValues: 'ALL_OLD',
        ...conditionOf(condition),
      }),
    );
    old = Attributes as T | undefined;
  });
  return old;
};

/** All items of a partition (of the table or of an index) whose sort key begins as asked. */
export const queryAll = async <T>(options: {
  index?: 'gsi1' | 'gsi2';
  pk: string;
  beginsWith?: string;
  attributes?: string[];
}): Promise<T[]> => {
  const { index, pk, beginsWith, attributes } = options;
  const prefix = index ?? '';
  const input: QueryCommandInput = {
    TableName: setting('TRELLIS_TABLE'),
    IndexName: index,
    ConsistentRead: index === undefined,
    KeyConditionExpression: beginsWith === undefined ? '#pk = :pk' : '#pk = :pk AND begins_with(#sk, :sk)',
    ExpressionAttributeNames: {
      '#pk': `${prefix}pk`,
      ...(beginsWith === undefined ? {} : { '#sk': `${prefix}sk` }),
      ...Object.fromEntries((attributes ?? []).map((name) => [`#a_${name}`, name])),
    },
    ExpressionAttributeValues: { ':pk': pk, ...(beginsWith === undefined ? {} : { ':sk': beginsWith }) },
    ProjectionExpression: attributes?.map((name) => `#a_${name}`).join(', '),
  };
  const items: T[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await dynamo().send(new QueryCommand({ ...input, ExclusiveStartKey: from }));
    items.push(...((page.Items ?? []) as T[]));
    from = page.LastEvaluatedKey;
  } while (from);
  return items;
};

/** The first items of an index' partition whose sort keys are not above a limit, in their order. */
export const queryUpTo = async <T>(options: {
  index: 'gsi1' | 'gsi2';
  pk: string;
  upTo: string;
  limit: number;
}): Promise<T[]> => {
  const { index, pk, upTo, limit } = options;
  const { Items } = await dynamo().send(
    new QueryCommand({
      TableName: setting('TRELLIS_TABLE'),
      IndexName: index,
      KeyConditionExpression: '#pk = :pk AND #sk <= :sk',
      ExpressionAttributeNames: { '#pk': `${index}pk`, '#sk': `${index}sk` },
      ExpressionAttributeValues: { ':pk': pk, ':sk': upTo },
      Limit: limit,
    }),
  );
  return (Items ?? []) as T[];
};

const conditionOf = (condition: Expression | undefined) =>
  condition && {
    ConditionExpression: condition.expression,
    ExpressionAttributeNames: optional(condition.names),
    ExpressionAttributeValues: optional(condition.values),
  };

const unlessConflict = async (write: () => Promise<unknown>): Promise<boolean> => {
  try {
    await write();
    return true;
  } catch (error) {
    if (isConflict(error)) return false;
    throw error;
  }
};
