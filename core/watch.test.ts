import { expect, test } from 'vitest';
import { limits, MAX_COUNTED_SILENCE_MS, observe, type Sighting } from './watch';

const seen: Sighting = { deploymentId: 'dep_1', phase: 'RUNNING', taskArn: 'task', heartbeatAt: '1' };

test('silence adds up over visits, and a heartbeat ends it', () => {
  let watch = observe(undefined, seen, 0);
  for (let at = 10_000; at <= 60_000; at += 10_000) watch = observe(watch, seen, at);
  expect(watch.silentMs).toBe(60_000);
  expect(watch.silentMs).toBeGreaterThanOrEqual(limits.silentMs);
  expect(observe(watch, { ...seen, heartbeatAt: '2' }, 70_000)).toMatchObject({
    silentMs: 0,
    phaseMs: 70_000,
  });
});

test('a builder that could not be heard, because the sweeper was away, is not given up at its first visit', () => {
  const before = observe(observe(undefined, seen, 0), seen, 15_000);
  const after = observe(before, seen, 3_600_000);
  expect(after.silentMs).toBeLessThan(limits.silentMs);
  expect(after.silentMs - before.silentMs).toBe(MAX_COUNTED_SILENCE_MS);
});

test.each([
  ['another deployment', { deploymentId: 'dep_2' }],
  ['another phase', { phase: 'CANCELLING' as const }],
  ['another task', { taskArn: 'other' }],
])('%s is watched from the start', (_what, more) => {
  const before = observe(observe(undefined, seen, 0), seen, 60_000);
  expect(observe(before, { ...seen, ...more }, 70_000)).toMatchObject({ phaseMs: 0, silentMs: 0 });
});

test('a clock that goes back counts nothing', () => {
  expect(observe(observe(undefined, seen, 50_000), seen, 10_000)).toMatchObject({ phaseMs: 0, silentMs: 0 });
});
