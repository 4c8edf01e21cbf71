/**
 * Time-to-live: DynamoDB removes items some time after their `expiresAt`, which dynalite does not. A slow walk through the table does it
 * here, a few items at a time, so that nobody notices it; who reads an item looks at `expiresAt` anyway.
 */
import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  ScanCommand,
  type AttributeValue,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../log';

type Item = Record<string, AttributeValue>;

/** How fast the walk is. */
export interface Pace {
  /** From the host's start to the first walk, and from the end of a walk to the next. */
  firstMs: number;
  restMs: number;
  /** Between two looks. */
  pauseMs: number;
  /** Items a look. */
  items: number;
}

// A look takes some 4 ms: less than 2 % of one processor while it walks, 100 items a second.
const slow: Pace = { firstMs: 60_000, restMs: 3_600_000, pauseMs: 200, items: 20 };

const expired = (): {
  ExpressionAttributeNames: Record<string, string>;
  ExpressionAttributeValues: Item;
} => ({
  ExpressionAttributeNames: { '#expiresAt': 'expiresAt' },
  ExpressionAttributeValues: { ':now': { N: String(Math.floor(Date.now() / 1000)) } },
});

/** Removes an item, unless it was given more time since it was seen. */
const remove = async (client: DynamoDBClient, TableName: string, { pk, sk }: Item): Promise<void> => {
  if (pk === undefined || sk === undefined) return;
  try {
    await client.send(
      new DeleteItemCommand({
        TableName,
        Key: { pk, sk },
        ConditionExpression: '#expiresAt <= :now',
        ...expired(),
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
};

/** Removes the expired items among the next few; gives where to go on, undefined at the end of the table. */
export const removeExpired = async (
  client: DynamoDBClient,
  TableName: string,
  from: Item | undefined,
  items: number,
): Promise<Item | undefined> => {
  const page = await client.send(
    new ScanCommand({
      TableName,
      ExclusiveStartKey: from,
      Limit: items,
      FilterExpression: '#expiresAt <= :now',
      ProjectionExpression: 'pk, sk',
      ...expired(),
    }),
  );
  for (const item of page.Items ?? []) await remove(client, TableName, item);
  return page.LastEvaluatedKey;
};

/** Walks through the table again and again. Answers a function that ends it. */
export const startExpiry = (
  client: DynamoDBClient,
  table: string,
  log: Log,
  { firstMs, restMs, pauseMs, items }: Pace = slow,
): (() => Promise<void>) => {
  const ended = new AbortController();
  const wait = (milliseconds: number) => delay(milliseconds, undefined, { signal: ended.signal, ref: false });
  const walk = async (): Promise<void> => {
    let from: Item | undefined;
    do {
      from = await removeExpired(client, table, from, items);
      await wait(pauseMs);
    } while (from);
  };
  const walkOn = async (): Promise<void> => {
    for (let restsMs = firstMs; ; restsMs = restMs) {
      await wait(restsMs);
      await walk().catch((error: unknown) => {
        if (!ended.signal.aborted) log.warn('expired items could not be removed', error);
      });
    }
  };
  // It ends only by being ended.
  const done = walkOn().catch(() => undefined);
  return () => {
    ended.abort();
    return done;
  };
};
