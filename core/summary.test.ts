import { expect, test } from 'vitest';
import type { DeploymentRecord, Step } from './records';
import { endSteps, summaryOf, withStep } from './summary';

const steps: Step[] = [
  { name: 'CLONE', status: 'SUCCEEDED' },
  { name: 'TEST', status: 'RUNNING', command: 'npm run test' },
  { name: 'DEPLOY', status: 'PENDING' },
];

test.each([
  ['FAILED', ['SUCCEEDED', 'FAILED', 'SKIPPED']],
  ['TIMED_OUT', ['SUCCEEDED', 'FAILED', 'SKIPPED']],
  ['CANCELLED', ['SUCCEEDED', 'CANCELLED', 'CANCELLED']],
] as const)('after %s no step is left pending or running', (status, expected) => {
  expect(endSteps(steps, status, 'now').map((step) => step.status)).toEqual(expected);
});

test('a report changes its own step and keeps what it leaves out', () => {
  const after = withStep(steps, { name: 'TEST', status: 'FAILED', exitCode: 1 });
  expect(after[1]).toEqual({ name: 'TEST', status: 'FAILED', exitCode: 1, command: 'npm run test' });
  expect(after).toHaveLength(3);
});

test.each([
  ['RUNNING', 'RUNNING', 'TEST'],
  ['FAILED', 'FAILED', 'TEST'],
  ['SUCCEEDED', 'SUCCEEDED', null],
] as const)('a deployment that is %s names the step that runs or failed', (status, ofTest, expected) => {
  const record = { status, steps: withStep(steps, { name: 'TEST', status: ofTest }) };
  expect(summaryOf(record as DeploymentRecord).step).toBe(expected);
});

const deploy = (more: object) => [{ name: 'DEPLOY', status: 'FAILED', startedAt: 'then', ...more }];

test.each([
  ['was lost or killed while its deploy command ran', 'FAILED', deploy({}), true],
  ['was cancelled while its deploy command ran', 'CANCELLED', deploy({ status: 'CANCELLED' }), true],
  ['failed by the command’s own exit code', 'FAILED', deploy({ exitCode: 1 }), false],
  ['ended before its deploy command began', 'FAILED', deploy({ status: 'SKIPPED', startedAt: null }), false],
  ['still runs', 'RUNNING', deploy({ status: 'RUNNING' }), false],
] as const)('a deployment that %s is interrupted: as it should be', (_what, status, its, expected) => {
  expect(summaryOf({ status, steps: its } as unknown as DeploymentRecord).interrupted).toBe(expected);
});
