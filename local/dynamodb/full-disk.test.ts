/** The table on a disk that is full for a while. */
import {
  DynamoDBServiceException,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type DynamoDBClient,
  type QueryCommandOutput,
} from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLog } from '../log';
import { mountSmallDisk, type SmallDisk } from '../testing/small-disk';
import { openDatabase, type Database, type DatabaseOptions } from './database';
import { ensureTable } from './ensure-table';
import { createInProcessClient } from './in-process-client';

const TableName = 'things';
const text = 'x'.repeat(100_000);
const said: string[] = [];
const options: DatabaseOptions = { log: createLog((line) => void said.push(line.slice(9))), retryMs: 10 };
let disk: SmallDisk | undefined;
let database: Database | undefined;

const open = async (directory: string): Promise<DynamoDBClient> => {
  database = openDatabase(`${directory}/table`, options);
  const client = createInProcessClient(database);
  await ensureTable(client, TableName);
  return client;
};

/** An item with an entry in an index, big enough to fill a disk with some dozens. */
const put = (client: DynamoDBClient, id: number, status: string) =>
  client.send(
    new PutItemCommand({
      TableName,
      Item: {
        pk: { S: `a${id}` },
        sk: { S: 'A' },
        gsi1pk: { S: status },
        gsi1sk: { S: `${id}` },
        text: { S: text },
      },
    }),
  );

const statusOf = async (client: DynamoDBClient, id: number): Promise<string | undefined> => {
  const Key = { pk: { S: `a${id}` }, sk: { S: 'A' } };
  return (await client.send(new GetItemCommand({ TableName, Key }))).Item?.gsi1pk?.S;
};

const listed = async (client: DynamoDBClient, status: string): Promise<number[]> => {
  const ids: number[] = [];
  let page: QueryCommandOutput | undefined;
  do {
    page = await client.send(
      new QueryCommand({
        TableName,
        IndexName: 'gsi1',
        KeyConditionExpression: 'gsi1pk = :status',
        ExpressionAttributeValues: { ':status': { S: status } },
        ExclusiveStartKey: page?.LastEvaluatedKey,
      }),
    );
    ids.push(...(page.Items ?? []).map(({ gsi1sk }) => Number(gsi1sk?.S)));
  } while (page.LastEvaluatedKey);
  return ids.sort((a, b) => a - b);
};

beforeEach((context) => {
  const mounted = mountSmallDisk(40);
  if (typeof mounted === 'string') return context.skip(mounted);
  disk = mounted;
  said.length = 0;
});

afterEach(async () => {
  await database?.close();
  disk?.remove();
  [disk, database] = [undefined, undefined];
});

test('a full disk refuses writes, answers reads, loses nothing, and is left behind when there is space', async () => {
  const directory = disk?.directory ?? '';
  const client = await open(directory);
  await put(client, 0, 'old');
  disk?.fill();

  const taken: number[] = [];
  let refused: unknown;
  for (let id = 1; refused === undefined; id += 1)
    await put(client, id, 'old').then(
      () => taken.push(id),
      (error: unknown) => (refused = error),
    );
  const error = refused as DynamoDBServiceException;
  expect([error.name, error.$fault]).toEqual(['InternalServerError', 'server']);
  await expect(put(client, 0, 'new')).rejects.toThrow(DynamoDBServiceException);
  expect(await statusOf(client, 0)).toBe('old');

  disk?.free();
  await vi.waitFor(() => put(client, 1_000, 'new'), { timeout: 10_000 });
  await put(client, 0, 'new');
  await database?.close();
  const later = await open(directory);
  const old = await listed(later, 'old');
  // What was refused is there in whole or not at all; what was taken is there.
  expect(old.filter((id) => taken.includes(id))).toEqual(taken);
  for (const id of old) expect(await statusOf(later, id)).toBe('old');
  expect(await listed(later, 'new')).toEqual([0, 1_000]);
  expect(said.filter((line) => line.includes('the disk'))).toEqual([
    expect.stringMatching(/^warning: the disk does not take what is to be stored; .*No space left on device/),
    'the disk takes what is to be stored again\n',
  ]);
});

test('a database that waits for space can be closed', async () => {
  const client = await open(disk?.directory ?? '');
  disk?.fill();
  await vi.waitFor(() => expect(put(client, 1, 'old')).rejects.toThrow(), { interval: 1 });
  await database?.close();
  database = undefined;
});
