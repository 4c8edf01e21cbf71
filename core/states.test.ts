import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DeploymentStatus } from './records';
import { canBecome, isTerminal, statesBefore, transitions } from './states';

const all = Object.keys(transitions) as DeploymentStatus[];

describe('the life of a deployment', () => {
  test('a terminal state is final, whatever arrives late', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...all), { maxLength: 30 }), (wishes) => {
        let state: DeploymentStatus = 'QUEUED';
        let ended: DeploymentStatus | undefined;
        for (const wish of wishes) {
          if (canBecome(state, wish)) state = wish;
          if (isTerminal(state)) ended ??= state;
        }
        expect(ended ?? state).toBe(state);
      }),
    );
  });

  test.each(all.filter((state) => !isTerminal(state)))('%s has a way to an end', (state) => {
    const reached = new Set<DeploymentStatus>([state]);
    for (const each of reached) for (const next of transitions[each]) reached.add(next);
    expect([...reached].some(isTerminal)).toBe(true);
    expect([...reached]).toContain('CANCELLED');
  });

  test('nothing succeeds without having run', () => {
    expect(statesBefore('SUCCEEDED')).toEqual(['RUNNING']);
    expect(statesBefore('RUNNING')).toEqual(['STARTING']);
  });
});
