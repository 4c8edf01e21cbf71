import { describe, expect, it } from 'vitest';
import * as ddb from './dynamodb';
import { EarlyReturn, ResolverError } from './errors';
import { newFrame, withFrame } from './frame';
import { extensions, runtime, util } from './index';

describe('leaving a handler', () => {
  it('util.error carries type, data and info', () => {
    expect(() => util.error('No', 'app.not_found', { id: 'a' }, { nextStep: 'Look' })).toThrow(
      expect.objectContaining({
        name: 'ResolverError',
        message: 'No',
        errorType: 'app.not_found',
        data: { id: 'a' },
        errorInfo: { nextStep: 'Look' },
      }),
    );
  });

  it('util.unauthorized has the type Unauthorized', () => {
    expect(() => util.unauthorized()).toThrow(expect.objectContaining({ errorType: 'Unauthorized' }));
  });

  it('runtime.earlyReturn carries its value and goes to the next function unless told otherwise', () => {
    expect(() => runtime.earlyReturn(1)).toThrow(expect.objectContaining({ value: 1, skipTo: 'NEXT' }));
    expect(() => runtime.earlyReturn(1, { skipTo: 'END' })).toThrow(EarlyReturn);
  });

  it('util.validate throws only when the condition does not hold', () => {
    util.validate(true, 'fine');
    expect(() => util.validate(false, 'not fine')).toThrow(
      expect.objectContaining({ message: 'not fine', errorType: 'CustomTemplateException' }),
    );
  });
});

describe('frames', () => {
  it('collect what a handler leaves, and nothing leaks to the next', () => {
    const one = newFrame('IAM Authorization');
    const type = withFrame(one, () => {
      util.appendError('half', 'x');
      extensions.setSubscriptionFilter({ filterGroup: [] });
      extensions.invalidateSubscriptions({ subscriptionField: 'onX', payload: { a: 1 } });
      return util.authType();
    });
    const other = newFrame();

    expect(type).toBe('IAM Authorization');
    expect(one.appended.map((error) => error.message)).toEqual(['half']);
    expect(one.subscriptionFilter).toEqual({ filterGroup: [] });
    expect(one.invalidations).toHaveLength(1);
    expect(other).toEqual(newFrame());
  });

  it('take five invalidations and refuse the sixth', () => {
    withFrame(newFrame(), () => {
      const invalidate = () => extensions.invalidateSubscriptions({ subscriptionField: 'onX', payload: {} });
      for (let n = 0; n < 5; n += 1) invalidate();
      expect(invalidate).toThrow(ResolverError);
    });
  });
});

describe('util.dynamodb', () => {
  it.each([
    ['text', { S: 'text' }],
    [10, { N: 10 }],
    [true, { BOOL: true }],
    [null, { NULL: null }],
    [undefined, { NULL: null }],
    [[1, ['a']], { L: [{ N: 1 }, { L: [{ S: 'a' }] }] }],
    [{ a: { b: 1 } }, { M: { a: { M: { b: { N: 1 } } } } }],
  ])('writes %j as %j', (value, typed) => {
    expect(util.dynamodb.toDynamoDB(value)).toEqual(typed);
  });

  it('writes sets, binaries and S3 objects, and null for nothing', () => {
    expect(util.dynamodb.toStringSet(['a'])).toEqual({ SS: ['a'] });
    expect(util.dynamodb.toNumberSet([1])).toEqual({ NS: [1] });
    expect(util.dynamodb.toBinary('aGk=')).toEqual({ B: 'aGk=' });
    expect(util.dynamodb.toString(null)).toBeNull();
    expect(util.dynamodb.toMapValues({ a: 1, set: util.dynamodb.toStringSet(['a']) })).toEqual({
      a: { N: 1 },
      set: { SS: ['a'] },
    });
    const object = util.dynamodb.toS3Object('key', 'bucket', 'region');
    expect(util.dynamodb.fromS3ObjectJson(String(object['S']))).toEqual({
      s3: { key: 'key', bucket: 'bucket', region: 'region' },
    });
  });
});

describe('the helpers of @aws-appsync/utils/dynamodb', () => {
  it('write updates with numbered placeholders', () => {
    const { operations } = ddb;
    expect(
      ddb.update({
        key: { id: 'a' },
        update: {
          version: operations.increment(1),
          text: 'x',
          tags: operations.append(['t']),
          items: [operations.updateListItem('b', 1)],
          gone: operations.remove(),
          nested: { deep: operations.decrement() },
          whole: operations.replace({ a: 1 }),
          first: operations.prepend(['f']),
        },
      }),
    ).toMatchObject({
      operation: 'UpdateItem',
      update: {
        expression:
          'SET #expName_1 = #expName_1 + :expValue_1, #expName_2 = :expValue_2, #expName_3 = list_append(#expName_3, :expValue_3), ' +
          '#expName_4[1] = :expValue_4, #expName_6.#expName_7 = #expName_6.#expName_7 - :expValue_5, #expName_8 = :expValue_6, ' +
          '#expName_9 = list_append(:expValue_7, #expName_9) REMOVE #expName_5',
        expressionNames: { '#expName_1': 'version', '#expName_7': 'deep' },
        expressionValues: { ':expValue_2': { S: 'x' }, ':expValue_6': { M: { a: { N: 1 } } } },
      },
    });
  });

  it('leave out what was not given', () => {
    expect(ddb.get({ key: { id: 'a' } })).toEqual({ operation: 'GetItem', key: { id: { S: 'a' } } });
    expect(ddb.scan()).toEqual({ operation: 'Scan' });
    expect(ddb.query({ query: { id: { eq: 'a' } }, nextToken: null, limit: null })).toEqual({
      operation: 'Query',
      query: {
        expression: '#expName_1 = :expValue_1',
        expressionNames: { '#expName_1': 'id' },
        expressionValues: { ':expValue_1': { S: 'a' } },
      },
    });
  });

  it('write transactions and syncs as AppSync takes them', () => {
    const condition = { id: { attributeExists: true } };
    expect(
      ddb.transactWrite({
        items: [
          { updateItem: { table: 't', key: { id: 'a' }, update: { n: 1 } } },
          { conditionCheck: { table: 't', key: { id: 'b' }, condition } },
        ],
      }),
    ).toMatchObject({
      operation: 'TransactWriteItems',
      transactItems: [
        { table: 't', operation: 'UpdateItem' },
        { operation: 'ConditionCheck', condition: { returnValuesOnConditionCheckFailure: true } },
      ],
    });
    expect(ddb.transactGet({ items: [{ table: 't', key: { id: 'a' } }] })).toEqual({
      operation: 'TransactGetItems',
      transactItems: [{ table: 't', key: { id: { S: 'a' } } }],
    });
    expect(ddb.sync({ limit: 10, filter: null })).toEqual({ operation: 'Sync', limit: 10 });
  });

  it('refuse an operator that does not exist', () => {
    expect(() => ddb.scan({ filter: { a: 'text' } })).toThrow(/Expected operators for a/);
  });
});

describe('util.transform', () => {
  it('writes filter expressions with names of the fields', () => {
    expect(
      JSON.parse(util.transform.toDynamoDBFilterExpression({ title: { contains: 'Hello World' } })),
    ).toEqual({
      expression: '(contains(#title, :title_contains))',
      expressionNames: { '#title': 'title' },
      expressionValues: { ':title_contains': { S: 'Hello World' } },
    });
  });

  it('keeps values apart that share field and operator', () => {
    const { expression, expressionValues } = JSON.parse(
      util.transform.toDynamoDBConditionExpression({ or: [{ a: { eq: 1 } }, { a: { eq: 2 } }] }),
    ) as { expression: string; expressionValues: unknown };

    expect(expression).toBe('((#a = :a_eq) OR (#a = :a_eq_1))');
    expect(expressionValues).toEqual({ ':a_eq': { N: 1 }, ':a_eq_1': { N: 2 } });
  });
});

describe('util.time', () => {
  const AT = Date.UTC(2026, 10, 3, 14, 5, 9, 78);

  it.each([
    ['yyyy-MM-dd HH:mm:ss', 'UTC', '2026-11-03 14:05:09'],
    ["d/M/yy h:mm a 'at' SSS", 'UTC', '3/11/26 2:05 PM at 078'],
    ["yyyy-MM-dd'T'HH:mm:ss.SSSXXX", 'UTC', '2026-11-03T14:05:09.078Z'],
    ['EEE, dd MMM yyyy HH:mm:ss Z', 'Australia/Perth', 'Tue, 03 Nov 2026 22:05:09 +0800'],
    ['EEEE MMMM', 'America/New_York', 'Tuesday November'],
    ['HH:mm xxx', 'Asia/Kolkata', '19:35 +05:30'],
  ])('formats %s in %s', (pattern, zone, text) => {
    expect(util.time.epochMilliSecondsToFormatted(AT, pattern, zone)).toBe(text);
  });

  it.each([
    ['2026-11-03 14:05:09', 'yyyy-MM-dd HH:mm:ss', undefined, Date.UTC(2026, 10, 3, 14, 5, 9)],
    ['2026-11-03 22:05', 'yyyy-MM-dd HH:mm', 'Australia/Perth', Date.UTC(2026, 10, 3, 14, 5)],
    ['3 Nov 2026 2:05 PM +01:00', 'd MMM yyyy h:mm a XXX', undefined, Date.UTC(2026, 10, 3, 13, 5)],
  ])('parses %s', (text, pattern, zone, epochMs) => {
    expect(util.time.parseFormattedToEpochMilliSeconds(text, pattern, zone)).toBe(epochMs);
  });

  it('converts between seconds, milliseconds and ISO 8601, and refuses what is no date', () => {
    expect(util.time.epochMilliSecondsToSeconds(1999)).toBe(1);
    expect(util.time.epochMilliSecondsToISO8601(0)).toBe('1970-01-01T00:00:00.000Z');
    expect(util.time.parseISO8601ToEpochMilliSeconds('1970-01-01T00:00:01Z')).toBe(1000);
    expect(util.time.nowEpochMilliSeconds() - util.time.nowEpochSeconds() * 1000).toBeLessThan(2000);
    expect(util.time.nowFormatted('yyyy')).toMatch(/^\d{4}$/);
    expect(() => util.time.parseISO8601ToEpochMilliSeconds('soon')).toThrow(ResolverError);
    expect(() => util.time.nowFormatted('yyyy', 'Mars/Base')).toThrow(/Unknown time zone/);
    expect(() => util.time.nowFormatted('QQ')).toThrow(/Unknown letter Q/);
    expect(() => util.time.parseFormattedToEpochMilliSeconds('x', 'yyyy')).toThrow(/is no date/);
  });
});

describe('small helpers', () => {
  it('make ids of the promised form, each another', () => {
    expect(util.autoId()).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(util.autoUlid()).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
    expect(util.autoKsuid()).toMatch(/^[0-9A-Za-z]{27}$/);
    expect(util.autoKsuid()).not.toBe(util.autoKsuid());
  });

  it('encode and decode', () => {
    expect(util.urlEncode('a b&ü~')).toBe('a+b%26%C3%BC%7E');
    expect(util.urlDecode('a+b%26')).toBe('a b&');
    expect(util.base64Decode(util.base64Encode('grün'))).toBe('grün');
    expect(util.escapeJavaScript('say "hi"\n')).toBe('say \\"hi\\"\\n');
  });

  it('check values', () => {
    expect([
      util.isNull(undefined),
      util.isNullOrEmpty(''),
      util.isNullOrBlank(' '),
      util.isNullOrEmpty(' '),
    ]).toEqual([true, true, true, false]);
    expect([
      util.isString('a'),
      util.isNumber(1),
      util.isBoolean(false),
      util.isList([]),
      util.isMap({}),
    ]).toEqual([true, true, true, true, true]);
    expect([util.isMap([]), util.isList({}), util.isMap(null)]).toEqual([false, false, false]);
    expect([util.typeOf(null), util.typeOf([]), util.typeOf({}), util.typeOf(1)]).toEqual([
      'Null',
      'List',
      'Map',
      'Number',
    ]);
    expect([
      util.defaultIfNull(null, 1),
      util.defaultIfNullOrEmpty('', 'x'),
      util.defaultIfNullOrBlank('a', 'x'),
    ]).toEqual([1, 'x', 'a']);
  });

  it('match patterns as a whole', () => {
    expect(util.matches('[a-z]+', 'abc')).toBe(true);
    expect(util.matches('[a-z]+', 'abc1')).toBe(false);
  });

  it('normalise text and round numbers', () => {
    expect(util.str.normalize('ﬁ', 'nfkc')).toBe('fi');
    expect([util.math.roundNum(1.5), util.math.minVal(1, 2), util.math.maxVal(1, 2)]).toEqual([2, 1, 2]);
    expect(util.math.randomWithinRange(3, 4)).toBe(3);
  });
});
