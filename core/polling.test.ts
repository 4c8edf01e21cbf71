import { expect, test } from 'vitest';
import { backoffMs, isDue, pollSecondsOf, takesPushes } from './polling';
import type { AppRecord } from './records';

// Only its setting counts here.
const app = (pollSeconds?: number) => ({ pollSeconds }) as AppRecord;

test('an app that is older than the setting is looked at once a minute', () => {
  expect(pollSecondsOf(app())).toBe(60);
});

test.each([
  ['never looked at before', undefined, true],
  ['57 seconds ago, which is a round that came early', 57_000, true],
  ['50 seconds ago', 50_000, false],
  ['a look in the future, after the clock was set back', -1, true],
])('a look is due or not: %s', (_what, ago, due) => {
  const now = 1_000_000;
  expect(isDue(app(60), ago === undefined ? undefined : now - ago, now)).toBe(due);
});

test('each failure doubles the wait, up to an hour, unless the host asks for more', () => {
  const waits = [1, 2, 3, 7, 20, 1_000].map((failures) => backoffMs(app(60), failures, null) / 1000);
  expect(waits).toEqual([60, 120, 240, 3_600, 3_600, 3_600]);
  expect(backoffMs(app(60), 1, 7_200_000)).toBe(7_200_000);
});

const following = { automatic: true, protected: false, pausedReason: null, branch: 'main' };

test.each([
  ['follows a branch by itself', {}, true],
  ['is not automatic', { automatic: false }, false],
  ['is protected', { protected: true }, false],
  ['is paused', { pausedReason: 'a rollback' }, false],
  ['follows no branch', { branch: null }, false],
])('an environment takes pushes or not: it %s', (_what, more, takes) => {
  expect(takesPushes({ ...following, ...more })).toBe(takes);
});
