import { GetItemCommand, PutItemCommand, QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { iteratorClasses } from './close-iterators';
import { openDatabase, type Database } from './database';
import { ensureTable } from './ensure-table';
import { createInProcessClient } from './in-process-client';

let directory: string;
let database: Database | undefined;

const open = async () => {
  database = openDatabase(`${directory}/table`);
  const client = createInProcessClient(database);
  await ensureTable(client, 'things');
  return client;
};

beforeEach(async () => {
  directory = await mkdtemp(`${tmpdir()}/trellis-database-`);
});

afterEach(async () => {
  await database?.close();
  database = undefined;
  vi.restoreAllMocks();
  await rm(directory, { recursive: true, force: true });
});

const key = (sk: string) => ({ pk: { S: 'a' }, sk: { S: sk } });
const query = (more: object = {}) =>
  new QueryCommand({
    TableName: 'things',
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': { S: 'a' } },
    ...more,
  });

test('what was written is there after the next start', async () => {
  const before = await open();
  await before.send(new PutItemCommand({ TableName: 'things', Item: { ...key('1'), text: { S: 'ü' } } }));
  await database?.close();
  const after = await open();
  const { Item } = await after.send(new GetItemCommand({ TableName: 'things', Key: key('1') }));
  expect(Item).toEqual({ ...key('1'), text: { S: 'ü' } });
});

test('errors are what the real client throws', async () => {
  const client = await open();
  await expect(
    client.send(
      new UpdateItemCommand({
        TableName: 'things',
        Key: key('none'),
        UpdateExpression: 'SET #a = :a',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeNames: { '#a': 'a' },
        ExpressionAttributeValues: { ':a': { N: '1' } },
      }),
    ),
  ).rejects.toThrow(expect.objectContaining({ name: 'ConditionalCheckFailedException' }));
  await expect(client.send(new GetItemCommand({ TableName: 'nothing', Key: key('1') }))).rejects.toThrow(
    expect.objectContaining({ name: 'ResourceNotFoundException' }),
  );
});

test('a query leaves nothing open behind, with a limit or without', async () => {
  const client = await open();
  for (const sk of ['1', '2', '3'])
    await client.send(new PutItemCommand({ TableName: 'things', Item: key(sk) }));
  const closes = iteratorClasses().map(({ prototype }) => vi.spyOn(prototype, 'close'));
  const count = (): number => closes.reduce((sum, spy) => sum + spy.mock.calls.length, 0);
  const queries = [query(), query({ Limit: 1 }), query({ ScanIndexForward: false, Limit: 2 })];
  for (const each of queries) await client.send(each);
  await vi.waitFor(() => expect(count()).toBeGreaterThanOrEqual(queries.length));
});
