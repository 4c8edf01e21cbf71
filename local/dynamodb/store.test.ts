import { expect, test, vi } from 'vitest';
import { tableDefinition } from '../../core/table-definition';
import { createStore, type Callback, type Change } from './dynalite';
import { openStore } from './store';

const TableName = 'things';

/** A store with a table, and what is written to the database beneath it from now on. */
const setUp = async () => {
  const batches: string[][] = [];
  let refuse: Error | undefined;
  const onFailure = vi.fn();
  const store = openStore(undefined, onFailure, () => {
    const inner = createStore(undefined);
    const batch = inner.db.batch.bind(inner.db);
    inner.db.batch = (changes: readonly Change[], done: Callback<void>) => {
      batches.push(changes.map(({ type, key }) => `${type} ${key.replace(/[~/].*/, '')}`));
      if (refuse) setImmediate(done, refuse);
      else batch(changes, done);
    };
    return inner;
  });
  await store.ready();
  await store.run('CreateTable', { ...tableDefinition(TableName) });
  await vi.waitFor(async () =>
    expect(await store.run('DescribeTable', { TableName })).toMatchObject({
      Table: { TableStatus: 'ACTIVE' },
    }),
  );
  batches.length = 0;
  const put = (status: string) =>
    store.run('PutItem', {
      TableName,
      Item: { pk: { S: 'a' }, sk: { S: 'A' }, gsi1pk: { S: status }, gsi1sk: { S: '1' } },
    });
  return { store, batches, put, onFailure, refuseWith: (error: Error) => (refuse = error) };
};

const list = (status: string) => ({
  TableName,
  IndexName: 'gsi1',
  KeyConditionExpression: 'gsi1pk = :status',
  ExpressionAttributeValues: { ':status': { S: status } },
});

test('an item is written together with its index entries', async () => {
  const { store, batches, put } = await setUp();
  await put('old');
  await put('new');
  await store.run('DeleteItem', { TableName, Key: { pk: { S: 'a' }, sk: { S: 'A' } } });
  expect(batches).toEqual([
    ['put index-global', 'put item-things'],
    ['del index-global', 'put index-global', 'put item-things'],
    ['del index-global', 'del item-things'],
  ]);
  expect(await store.run('Query', list('new'))).toMatchObject({ Count: 0 });
});

test('a write that the disk did not take leaves item and index as they were', async () => {
  const { store, put, onFailure, refuseWith } = await setUp();
  await put('old');
  const full = new Error('no space left on device');
  refuseWith(full);
  await expect(put('new')).rejects.toThrow(full);
  expect(onFailure).toHaveBeenCalledWith(full);
  expect(await store.run('Query', list('old'))).toMatchObject({ Count: 1 });
  expect(await store.run('Query', list('new'))).toMatchObject({ Count: 0 });
});

test('an operation that Trellis does not use is none', async () => {
  const { store } = await setUp();
  expect(store.run('DeleteTable', { TableName })).toBeUndefined();
});
