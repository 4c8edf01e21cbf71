import { expect, test } from 'vitest';
import type { DeploymentStatus } from './records';
import { lookAtReport } from './report-look';
import { isTerminal, transitions } from './states';

const statuses = Object.keys(transitions) as DeploymentStatus[];

test.each(statuses)('the report of a deployment that is %s is asked for only after its end', (status) => {
  expect(lookAtReport({ status }, 0).action).toBe(isTerminal(status) ? 'ask' : 'wait');
});

test('a report is asked for less and less often, for two days at most', () => {
  const waits: number[] = [];
  for (;;) {
    const look = lookAtReport({ status: 'FAILED' }, waits.length);
    if (look.action !== 'ask') {
      expect(look.action).toBe('give up');
      break;
    }
    waits.push(look.againMs);
  }
  expect(waits).toEqual(waits.toSorted((one, other) => one - other));
  expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeLessThan(48 * 3_600_000);
});

test('a report whose deployment was never written is forgotten', () => {
  expect(lookAtReport(undefined, 0)).toEqual({ action: 'forget' });
});
