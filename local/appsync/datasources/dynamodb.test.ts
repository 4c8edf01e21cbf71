import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as ddb from '../util/dynamodb';
import { util } from '../util/index';
import { createTable, type TestTable } from '../testing/table';
import { callDynamoDB } from './dynamodb';
import { DataSourceError } from './errors';

let table: TestTable;
let run = 0;
let pk = '';

beforeAll(async () => {
  table = await createTable();
});
afterAll(() => table.close());
beforeEach(() => {
  run += 1;
  pk = `NOTE#${run}`;
});

const call = (request: unknown): Promise<unknown> => callDynamoDB(table, request);
const put = (sk: string, item: Record<string, unknown> = {}): Promise<unknown> =>
  call(ddb.put({ key: { pk, sk }, item }));
const failure = (request: unknown): Promise<DataSourceError> =>
  call(request).then(
    () => Promise.reject(new Error('should have failed')),
    (error: unknown) => error as DataSourceError,
  );

describe('single items', () => {
  it('keeps every type of value through a put and a get', async () => {
    const item = {
      text: 'one',
      count: 1.5,
      yes: true,
      none: null,
      list: [1, 'a', { deep: [] }],
      map: { a: { b: 2 } },
    };
    await put('a', item);

    expect(await call(ddb.get({ key: { pk, sk: 'a' } }))).toEqual({ pk, sk: 'a', ...item });
  });

  it('answers a put with the item, keys included', async () => {
    expect(await put('a', { n: 1 })).toEqual({ pk, sk: 'a', n: 1 });
  });

  it('answers null for an item that does not exist', async () => {
    expect(await call(ddb.get({ key: { pk, sk: 'none' } }))).toBeNull();
    expect(await call(ddb.remove({ key: { pk, sk: 'none' } }))).toBeNull();
  });

  it('takes numbers and nulls as util.dynamodb writes them, and sets and binaries', async () => {
    await call({
      operation: 'PutItem',
      key: util.dynamodb.toMapValues({ pk, sk: 'a' }),
      attributeValues: {
        n: { N: 10 },
        nothing: { NULL: null },
        names: util.dynamodb.toStringSet(['x', 'y']),
        numbers: util.dynamodb.toNumberSet([1, 2]),
        bytes: util.dynamodb.toBinary('aGk='),
      },
    });

    expect(await call(ddb.get({ key: { pk, sk: 'a' } }))).toMatchObject({
      n: 10,
      nothing: null,
      names: ['x', 'y'],
      numbers: [1, 2],
      bytes: 'aGk=',
    });
  });

  it('reads a projection only', async () => {
    await put('a', { a: { b: 1, c: 2 }, d: 3 });

    expect(await call(ddb.get({ key: { pk, sk: 'a' }, projection: ['a.b'] }))).toEqual({ a: { b: 1 } });
  });

  it('answers an update with the whole new item', async () => {
    await put('a', { count: 1, tags: ['x'], map: { keep: 1, change: 1, drop: 1 }, old: true });

    const updated = await call(
      ddb.update({
        key: { pk, sk: 'a' },
        update: {
          count: ddb.operations.increment(2),
          tags: ddb.operations.append(['y']),
          map: { change: 2, drop: ddb.operations.remove() },
          old: ddb.operations.remove(),
          fresh: ddb.operations.add({ a: 1 }),
        },
      }),
    );

    expect(updated).toEqual({
      pk,
      sk: 'a',
      count: 3,
      tags: ['x', 'y'],
      map: { keep: 1, change: 2 },
      fresh: { a: 1 },
    });
  });

  it('fails to increment an attribute that is missing, as DynamoDB does', async () => {
    await put('a');

    const error = await failure(
      ddb.update({ key: { pk, sk: 'a' }, update: { count: ddb.operations.increment() } }),
    );

    expect(error.type).toBe('DynamoDB:ValidationException');
  });
});

describe('conditions', () => {
  it('gives the current item beside the error when a condition fails', async () => {
    await put('a', { version: 2 });

    const error = await failure(
      ddb.put({ key: { pk, sk: 'a' }, item: { version: 9 }, condition: { pk: { attributeExists: false } } }),
    );

    expect(error).toBeInstanceOf(DataSourceError);
    expect(error.type).toBe('DynamoDB:ConditionalCheckFailedException');
    expect(error.message).toMatch(/^The conditional request failed \(Service: DynamoDb, Status Code: 400/);
    expect(error.result).toEqual({ pk, sk: 'a', version: 2 });
  });

  it.each([
    ['eq', { n: { eq: 5 } }, true],
    ['between', { n: { between: [4, 6] } }, true],
    ['in', { n: { in: [1, 2] } }, false],
    ['beginsWith', { text: { beginsWith: 'he' } }, true],
    ['notContains', { text: { notContains: 'll' } }, false],
    ['size', { text: { size: { gt: 4 } } }, true],
    ['attributeType', { n: { attributeType: 'number' } }, true],
    ['or', { or: [{ n: { eq: 1 } }, { text: { eq: 'hello' } }] }, true],
    ['not', { not: { n: { eq: 5 } } }, false],
    ['and with a field beside it', { and: [{ n: { gt: 1 } }, { n: { lt: 9 } }], text: { ne: 'x' } }, true],
    ['a nested attribute', { map: { deep: { eq: 1 } } }, true],
  ])('decides by %s', async (_name, condition, holds) => {
    await put('a', { n: 5, text: 'hello', map: { deep: 1 } });

    const removed = call(ddb.remove({ key: { pk, sk: 'a' }, condition })).then(
      () => true,
      () => false,
    );

    expect(await removed).toBe(holds);
  });

  it('keeps the placeholders of an update and its condition apart', async () => {
    await put('a', { status: 'QUEUED', fence: 3 });

    const updated = await call(
      ddb.update({
        key: { pk, sk: 'a' },
        update: { status: 'RUNNING' },
        condition: { status: { eq: 'QUEUED' }, fence: { eq: 3 } },
      }),
    );

    expect(updated).toMatchObject({ status: 'RUNNING', fence: 3 });
  });
});

describe('many items', () => {
  it('pages through a query with a token, in either direction', async () => {
    for (const sk of ['a', 'b', 'c']) await put(sk);
    interface Page {
      items: { sk: string }[];
      nextToken: string | null;
    }
    const page = async (nextToken: string | null): Promise<Page> =>
      (await call(
        ddb.query({ query: { pk: { eq: pk } }, limit: 2, scanIndexForward: false, nextToken }),
      )) as Page;

    const first = await page(null);
    const second = await page(first.nextToken);

    expect(first.items.map((item) => item.sk)).toEqual(['c', 'b']);
    expect(second.items.map((item) => item.sk)).toEqual(['a']);
    expect(second.nextToken).toBeNull();
  });

  it('queries an index by a range and filters', async () => {
    for (const n of [1, 2, 3, 4]) await put(`s${n}`, { gsi1pk: pk, gsi1sk: `k${n}`, even: n % 2 === 0 });

    const page = await call(
      ddb.query({
        index: 'gsi1',
        query: { gsi1pk: { eq: pk }, gsi1sk: { between: ['k2', 'k4'] } },
        filter: { even: { eq: true } },
        projection: ['sk'],
      }),
    );

    expect(page).toEqual({ items: [{ sk: 's2' }, { sk: 's4' }], nextToken: null, scannedCount: 3 });
  });

  it.each(['garbage', 'v1.bm8', 7])('refuses the token %s', async (nextToken) => {
    const error = await failure({
      ...ddb.query({ query: { pk: { eq: pk } } }),
      nextToken,
    });

    expect(error.message).toBe('Invalid pagination token given.');
  });

  it('scans with a filter made by util.transform', async () => {
    await put('a', { title: `hello ${run}` });
    const filter: unknown = JSON.parse(
      util.transform.toDynamoDBFilterExpression({ title: { contains: `hello ${run}` } }),
    );

    const page = await call({ operation: 'Scan', filter });

    expect(page).toMatchObject({ items: [{ pk, sk: 'a' }], nextToken: null });
  });

  it('puts, gets and deletes batches, with null in the place of what is missing', async () => {
    const { tableName } = table;
    const put2 = await call(
      ddb.batchPut({
        tables: {
          [tableName]: [
            { pk, sk: 'a', n: 1 },
            { pk, sk: 'b' },
          ],
        },
      }),
    );
    expect(put2).toEqual({
      data: {
        [tableName]: [
          { pk, sk: 'a', n: 1 },
          { pk, sk: 'b' },
        ],
      },
      unprocessedItems: {},
    });

    const get = ddb.batchGet({
      tables: {
        [tableName]: {
          keys: [
            { pk, sk: 'b' },
            { pk, sk: 'missing' },
            { pk, sk: 'a' },
          ],
        },
      },
    });
    expect(await call(get)).toEqual({
      data: { [tableName]: [{ pk, sk: 'b' }, null, { pk, sk: 'a', n: 1 }] },
      unprocessedKeys: {},
    });

    await call(ddb.batchDelete({ tables: { [tableName]: [{ pk, sk: 'a' }] } }));
    expect(await call(ddb.get({ key: { pk, sk: 'a' } }))).toBeNull();
  });

  it("passes on the engine's own error where it has no transactions", async () => {
    const error = await failure(
      ddb.transactWrite({ items: [{ putItem: { table: table.tableName, key: { pk, sk: 'a' }, item: {} } }] }),
    );

    expect(error.type).toBe('DynamoDB:UnknownOperationException');
  });

  it('refuses an operation that AppSync does not know', async () => {
    expect((await failure({ operation: 'Drop' })).message).toBe("Unsupported operation 'Drop'.");
  });
});
