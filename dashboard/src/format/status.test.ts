import { describe, expect, it } from 'vitest';
import { transitions, isTerminal } from '../../../core/states';
import type { DeploymentKind, DeploymentStatus } from '../../../core/records';
import { lookOf } from './status';

const statuses = Object.keys(transitions) as DeploymentStatus[];
const kinds: DeploymentKind[] = ['DEPLOY', 'PROMOTE', 'ROLLBACK', 'TEARDOWN'];
const all = statuses.flatMap((status) => kinds.map((kind) => [status, kind] as const));

describe('the look of a status', () => {
  it.each(all)('has a word for %s of a %s', (status, kind) => {
    expect(lookOf(status, kind).word).toMatch(/^[A-Z]/);
  });

  it.each(all)('turns only while %s of a %s can still change', (status, kind) => {
    if (lookOf(status, kind).tone === 'run') expect(isTerminal(status)).toBe(false);
  });

  it('tells statuses of one colour apart by shape and word', () => {
    const seen = statuses.map((status) => {
      const { tone, shape, word } = lookOf(status, 'DEPLOY');
      return `${tone} ${shape} ${word}`;
    });
    expect(new Set(seen).size).toBe(statuses.length);
  });

  it('is green only for what stands', () => {
    const green = all.filter(([status, kind]) => lookOf(status, kind).tone === 'ok');
    expect(green.every(([status, kind]) => status === 'SUCCEEDED' && kind !== 'TEARDOWN')).toBe(true);
  });
});
