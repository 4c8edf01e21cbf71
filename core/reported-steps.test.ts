import { expect, test } from 'vitest';
import type { Step, StepStatus } from './records';
import { withReported } from './reported-steps';

const statuses: StepStatus[] = ['PENDING', 'RUNNING', 'SUCCEEDED', 'FAILED', 'SKIPPED', 'CANCELLED'];

test.each(statuses.slice(2))('a step that has %s stays as it is, whatever is reported', (ended) => {
  const before: Step[] = [{ name: 'TEST', status: ended, exitCode: 3 }];
  for (const status of statuses)
    expect(withReported(before, [{ name: 'TEST', status, note: 'late' }])).toEqual(before);
});

test('a step that has not ended takes what is reported, and keeps what is not', () => {
  const before: Step[] = [
    { name: 'CLONE', status: 'SUCCEEDED' },
    { name: 'TEST', status: 'RUNNING', command: 'npm test' },
    { name: 'DEPLOY', status: 'PENDING' },
  ];
  const after = withReported(before, [
    { name: 'CLONE', status: 'RUNNING' },
    { name: 'TEST', status: 'FAILED', exitCode: 1 },
    { name: 'OUTPUTS', status: 'SKIPPED' },
  ]);
  expect(after).toEqual([
    { name: 'CLONE', status: 'SUCCEEDED' },
    { name: 'TEST', status: 'FAILED', command: 'npm test', exitCode: 1 },
    { name: 'DEPLOY', status: 'PENDING' },
    { name: 'OUTPUTS', status: 'SKIPPED' },
  ]);
});
