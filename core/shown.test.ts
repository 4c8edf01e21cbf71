import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isLive, showLive, withoutRetired, type Shown } from './shown';

const success = (fence: number) => ({ id: `dep_${fence}`, fence });

test('the first success is live, and a newer one takes its place', () => {
  const first = showLive(undefined, success(1));
  expect(first).toEqual({ deploymentId: 'dep_1', fence: 1, retiring: [] });
  expect(showLive(first, success(3))).toEqual({ deploymentId: 'dep_3', fence: 3, retiring: ['dep_1'] });
});

test('in any order of reports and with any repetition the newest is live, and all that were shown before are retired', () => {
  const orders = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(orders, (fences) => {
      let shown: Shown | undefined;
      const wasLive = new Set<string>();
      for (const fence of fences) {
        shown = showLive(shown, success(fence)) ?? shown;
        if (isLive(shown, success(fence))) wasLive.add(`dep_${fence}`);
      }
      const newest = `dep_${Math.max(...fences)}`;
      expect(shown?.deploymentId).toBe(newest);
      expect(shown?.retiring.toSorted()).toEqual([...wasLive].filter((id) => id !== newest).toSorted());
    }),
  );
});

test('what is retired is forgotten once', () => {
  const shown = { deploymentId: 'dep_2', fence: 2, retiring: ['dep_1'] };
  const after = withoutRetired(shown, 'dep_1');
  expect(after).toEqual({ ...shown, retiring: [] });
  expect(withoutRetired(after, 'dep_1')).toBeUndefined();
  expect(withoutRetired(undefined, 'dep_1')).toBeUndefined();
});
