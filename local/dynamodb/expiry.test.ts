import { GetItemCommand, PutItemCommand, ScanCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openDatabase, type Database } from './database';
import { ensureTable } from './ensure-table';
import { removeExpired, startExpiry } from './expiry';
import { createInProcessClient } from './in-process-client';

const TableName = 'things';
const now = Math.floor(Date.now() / 1000);
let database: Database;
let client: DynamoDBClient;

beforeEach(async () => {
  database = openDatabase(undefined);
  client = createInProcessClient(database);
  await ensureTable(client, TableName);
});
afterEach(() => database.close());

const put = (sk: string, expiresAt?: number) =>
  client.send(
    new PutItemCommand({
      TableName,
      Item: { pk: { S: `p${sk}` }, sk: { S: sk }, ...(expiresAt && { expiresAt: { N: String(expiresAt) } }) },
    }),
  );

const left = async (): Promise<string[]> => {
  const { Items = [] } = await client.send(new ScanCommand({ TableName }));
  return Items.map(({ sk }) => sk?.S ?? '').sort();
};

test('a walk removes what has expired, on every page, and nothing else', async () => {
  for (let index = 0; index < 30; index += 1) await put(`old${index}`, now - 1 - index);
  await put('lasting');
  await put('young', now + 3_600);
  let from: Awaited<ReturnType<typeof removeExpired>>;
  do from = await removeExpired(client, TableName, from, 4);
  while (from);
  expect(await left()).toEqual(['lasting', 'young']);
});

test('what was given more time since it was seen stays', async () => {
  await put('a', now - 10);
  const send = client.send.bind(client) as (command: unknown) => Promise<object>;
  vi.spyOn(client, 'send').mockImplementation((async (command: unknown) => {
    const answer = await send(command);
    if (command instanceof ScanCommand) await put('a', now + 3_600);
    return answer;
  }) as never);
  await removeExpired(client, TableName, undefined, 10);
  vi.restoreAllMocks();
  const { Item } = await client.send(
    new GetItemCommand({ TableName, Key: { pk: { S: 'pa' }, sk: { S: 'a' } } }),
  );
  expect(Item).toBeDefined();
});

test('a walk that fails is followed by another', async () => {
  const warn = vi.fn();
  const log = { info: () => undefined, warn, error: () => undefined };
  await put('a', now - 1);
  vi.spyOn(client, 'send').mockRejectedValueOnce(new Error('busy'));
  const end = startExpiry(client, TableName, log, { firstMs: 0, restMs: 0, pauseMs: 0, items: 5 });
  await vi.waitFor(() => expect(warn).toHaveBeenCalled());
  await vi.waitFor(async () => expect(await left()).toEqual([]));
  await end();
});

test('walks follow each other until they are ended', async () => {
  const warn = vi.fn();
  const log = { info: () => undefined, warn, error: () => undefined };
  const end = startExpiry(client, TableName, log, { firstMs: 0, restMs: 0, pauseMs: 0, items: 5 });
  for (const sk of ['a', 'b']) {
    await put(sk, now - 1);
    await vi.waitFor(async () => expect(await left()).toEqual([]));
  }
  await end();
  await put('c', now - 1);
  expect(await left()).toEqual(['c']);
  expect(warn).not.toHaveBeenCalled();
});
