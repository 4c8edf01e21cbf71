import { describe, expect, test } from 'vitest';
import type { EnvironmentLock } from './lock';
import type { DeploymentKind, DeploymentSummary } from './records';
import { release as decide, startWaiting } from './release';
import { empty, NOW, summary } from './testing/lock';

const release = (lock: EnvironmentLock, ended: DeploymentSummary) => decide(lock, ended, NOW);

describe('release', () => {
  const ended = (status: DeploymentSummary['status'], kind: DeploymentKind = 'DEPLOY') =>
    summary({ id: 'ended', status, kind });
  const before = summary({ id: 'before', status: 'SUCCEEDED' });
  const running = { ...empty, active: summary({ id: 'ended' }), live: before };

  test('a success becomes live, and what was live stands before it', () => {
    expect(release(running, ended('SUCCEEDED'))?.change).toMatchObject({
      active: null,
      live: { id: 'ended' },
      previous: { id: 'before' },
    });
  });

  test.each(['FAILED', 'CANCELLED', 'TIMED_OUT'] as const)('%s leaves what is live as it is', (status) => {
    const change = release(running, ended(status))?.change;
    expect(change).not.toHaveProperty('live');
    expect(change).not.toHaveProperty('previous');
  });

  test('a teardown leaves nothing live, and a way back', () => {
    expect(release(running, ended('SUCCEEDED', 'TEARDOWN'))?.change).toMatchObject({
      live: null,
      previous: { id: 'before' },
    });
  });

  test('the one that waits is next', () => {
    const next = summary({ id: 'next' });
    const released = release({ ...running, queued: next }, ended('FAILED'));
    expect(released).toMatchObject({
      next: { id: 'next' },
      change: { active: { id: 'next', status: 'STARTING' }, queued: null, latest: { id: 'next' } },
    });
  });

  test('an end that is told again, or too late, changes nothing', () => {
    expect(release({ ...empty, active: summary({ id: 'other' }) }, ended('SUCCEEDED'))).toBeNull();
  });

  test('a killed deploy command is remembered until a deployment ends well', () => {
    const killed = release(running, { ...ended('FAILED'), interrupted: true });
    expect(killed?.change.interrupted).toBe(true);
    const after = { ...running, interrupted: true };
    expect(release(after, ended('FAILED'))?.change.interrupted).toBe(true);
    expect(release(after, ended('SUCCEEDED'))?.change.interrupted).toBe(false);
  });

  test('what awaited approval leaves its place, and nothing else changes', () => {
    const lock = {
      ...running,
      awaiting: { ...summary({ id: 'ended' }), approved: false },
      active: summary(),
    };
    expect(release(lock, ended('CANCELLED'))).toEqual({ change: { awaiting: null }, next: null });
  });

  test('while a hold is in force nobody is next; after its end the one that waits is', () => {
    const hold = {
      kind: 'LOCK' as const,
      reason: 'audit',
      by: 'ann',
      startsAt: '2026-05-01T00:00:00.000Z',
      endsAt: '2026-06-02T00:00:00.000Z',
    };
    const lock = { ...running, queued: summary({ id: 'next' }), hold };
    const released = release(lock, ended('SUCCEEDED'));
    expect(released).toMatchObject({ next: null, change: { active: null, live: { id: 'ended' } } });
    expect(released?.change).not.toHaveProperty('queued');
    const free = { ...lock, active: null };
    expect(startWaiting(free, NOW)).toBeNull();
    expect(startWaiting(free, '2026-06-02T00:00:00.000Z')).toMatchObject({
      next: { id: 'next', status: 'STARTING' },
      change: { queued: null },
    });
  });
});
