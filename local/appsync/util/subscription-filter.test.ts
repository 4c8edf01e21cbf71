import { describe, expect, it } from 'vitest';
import { checkFilter, filterMatches, toSubscriptionFilter } from './subscription-filter';

const rule = (operator: string, value: unknown, fieldName = 'n') => ({
  filterGroup: [{ filters: [{ fieldName, operator, value }] }],
});

describe('evaluating', () => {
  it.each<[string, unknown, unknown, boolean]>([
    ['eq', 1, 1, true],
    ['eq', 'a', 'A', false],
    ['eq', true, true, true],
    ['ne', 1, 2, true],
    ['lt', 2, 1, true],
    ['le', 2, 2, true],
    ['gt', 1, 2, true],
    ['ge', 'b', 'c', true],
    ['gt', 1, '2', false],
    ['contains', 'ell', 'hello', true],
    ['contains', 2, [1, 2], true],
    ['notContains', 3, [1, 2], true],
    ['beginsWith', 'he', 'hello', true],
    ['beginsWith', 'he', 5, false],
    ['in', [1, 2], 2, true],
    ['notIn', [1, 2], 3, true],
    ['between', [1, 3], 3, true],
    ['between', [1, 3], 4, false],
    ['containsAny', ['x', 'b'], ['a', 'b'], true],
    ['containsAny', ['x'], ['a'], false],
  ])('%s %j on %j: %s', (operator, value, actual, holds) => {
    expect(filterMatches(rule(operator, value), { n: actual })).toBe(holds);
  });

  it('reads nested fields, and takes what is missing for null', () => {
    expect(filterMatches(rule('eq', 1, 'a.b.c'), { a: { b: { c: 1 } } })).toBe(true);
    expect(filterMatches(rule('eq', 1, 'a.b.c'), { a: null })).toBe(false);
    expect(filterMatches(rule('eq', null, 'gone'), {})).toBe(true);
  });

  it('ignores an event when the field is a list of objects', () => {
    expect(filterMatches(rule('ne', 1, 'list'), { list: [{ a: 1 }] })).toBe(false);
  });

  it('wants all rules of a group and any one group', () => {
    const filter = toSubscriptionFilter({ a: { eq: 1 }, or: [{ b: { eq: 2 } }, { c: { eq: 3 } }] });

    expect(filterMatches(filter, { a: 1, b: 2 })).toBe(true);
    expect(filterMatches(filter, { a: 1, c: 3 })).toBe(true);
    expect(filterMatches(filter, { a: 1 })).toBe(false);
    expect(filterMatches(filter, { b: 2, c: 3 })).toBe(false);
  });
});

describe('making one of an object', () => {
  it('spreads alternatives into groups', () => {
    const filter = toSubscriptionFilter({
      and: [{ a: { gt: 1, lt: 9 } }],
      or: [{ b: { eq: 1 } }, { c: { d: { eq: 2 } } }],
    });

    expect(filter).toEqual({
      filterGroup: [
        {
          filters: [
            { fieldName: 'a', operator: 'gt', value: 1 },
            { fieldName: 'a', operator: 'lt', value: 9 },
            { fieldName: 'b', operator: 'eq', value: 1 },
          ],
        },
        {
          filters: [
            { fieldName: 'a', operator: 'gt', value: 1 },
            { fieldName: 'a', operator: 'lt', value: 9 },
            { fieldName: 'c.d', operator: 'eq', value: 2 },
          ],
        },
      ],
    });
  });

  it('leaves out ignored fields and requires one of the strict rules', () => {
    const filter = toSubscriptionFilter({ a: { eq: 1 }, b: { eq: 2 } }, ['b'], {
      owner: { eq: 'ann' },
      group: { contains: 'admins' },
    });

    expect(filterMatches(filter, { a: 1, owner: 'ann' })).toBe(true);
    expect(filterMatches(filter, { a: 1, group: ['admins'] })).toBe(true);
    expect(filterMatches(filter, { a: 1, owner: 'bob' })).toBe(false);
  });
});

describe('limits', () => {
  const group = (fields: number) => ({
    filters: Array.from({ length: fields }, (_, n) => ({ fieldName: `f${n}`, operator: 'eq', value: 1 })),
  });

  it.each<[string, unknown]>([
    ['no groups at all', {}],
    ['more than 10 groups', { filterGroup: Array.from({ length: 11 }, () => group(1)) }],
    ['more than 5 fields in a group', { filterGroup: [group(6)] }],
    ['an unknown operator', rule('like', 'a')],
    ['more than 5 values for in', rule('in', [1, 2, 3, 4, 5, 6])],
    [
      'more than 20 values for containsAny',
      rule(
        'containsAny',
        Array.from({ length: 21 }, (_, n) => n),
      ),
    ],
    ['one value for between', rule('between', [1])],
    ['a string of 257 characters', rule('eq', 'x'.repeat(257))],
    ['a field six levels deep', rule('eq', 1, 'a.b.c.d.e.f')],
    ['a rule without a field', { filterGroup: [{ filters: [{ operator: 'eq' }] }] }],
  ])('refuse %s', (_what, filter) => {
    expect(() => checkFilter(filter)).toThrow(/^Invalid subscription filter: /);
  });

  it('let the largest filter through', () => {
    const filter = { filterGroup: Array.from({ length: 10 }, () => group(5)) };

    expect(checkFilter(filter)).toEqual(filter);
  });
});
