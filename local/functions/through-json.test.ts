import fc from 'fast-check';
import { expect, test } from 'vitest';
import { throughJson } from './through-json';

const byText = (value: unknown): unknown => {
  const text = JSON.stringify(value) as string | undefined;
  return text === undefined ? null : JSON.parse(text);
};

const anything = fc.anything({
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withSparseArray: true,
  withTypedArray: true,
  withBoxedValues: true,
});

test('a value comes out as its JSON says', () => {
  fc.assert(
    fc.property(anything, (value) => {
      expect(throughJson(value)).toEqual(byText(value));
    }),
  );
});

test.each([
  ['what JSON leaves out', { a: undefined, b: () => 1, c: Symbol('s'), d: [undefined, () => 1] }],
  ['numbers that JSON has not', [NaN, Infinity, -0]],
  [
    'what says itself how it is written',
    { at: new Date(0), url: new URL('http://127.0.0.1/'), b: Buffer.from('b') },
  ],
  ['names that objects have of their own', JSON.parse('{"__proto__":{"a":1},"constructor":2}')],
  ['nothing', undefined],
])('it does so for %s', (_, value) => {
  expect(throughJson(value)).toStrictEqual(byText(value));
});

test('the copy shares no object with the value', () => {
  const value = { list: [{ text: 'before' }] };
  const copied = throughJson(value);
  value.list.forEach((entry) => (entry.text = 'after'));
  expect(copied).toEqual({ list: [{ text: 'before' }] });
});

test('what cannot be written is refused', () => {
  expect(() => throughJson({ big: 1n })).toThrow(TypeError);
});
