import { describe, expect, test } from 'vitest';
import { admit as decide } from './admission';
import { placeApproved } from './awaiting';
import { applyChange, type EnvironmentLock } from './lock';
import type { ApprovalRule, DeploymentKind, DeploymentSummary } from './records';
import { empty, NOW, push, summary } from './testing/lock';

const rule: ApprovalRule = { required: 1, roles: [], notByAuthor: true, expiresAfterSeconds: 60 };
const gated: EnvironmentLock = { ...empty, approval: rule };
const admit = (lock: EnvironmentLock, incoming: DeploymentSummary) => decide(lock, incoming, { now: NOW });
const awaiting = (more: Partial<DeploymentSummary> = {}, approved = false) => ({
  ...summary({ id: 'old', ...more }),
  approved,
});

describe('an environment that asks for approval', () => {
  test.each(['DEPLOY', 'PROMOTE', 'TEARDOWN'] as const)('lets a %s wait for it, without a place', (kind) => {
    const decision = admit(gated, summary({ id: 'new', kind }));
    expect(decision).toEqual({
      decision: 'ask',
      superseded: null,
      change: {
        awaiting: expect.objectContaining({
          id: 'new',
          status: 'WAITING_APPROVAL',
          approved: false,
        }) as object,
      },
    });
  });

  test('lets a rollback in at once', () => {
    expect(admit(gated, summary({ kind: 'ROLLBACK' })).decision).toBe('start');
  });

  test('gives the place to the newer request, and says whose it was', () => {
    const decision = admit({ ...gated, awaiting: awaiting() }, summary({ id: 'new' }));
    expect(decision).toMatchObject({
      decision: 'ask',
      superseded: 'old',
      change: { settle: { id: 'old', supersededBy: 'new' } },
    });
  });

  test('never lets a push replace a person’s request, and lets it replace another push', () => {
    expect(admit({ ...gated, awaiting: awaiting() }, push('b')).decision).toBe('skip');
    expect(admit({ ...gated, awaiting: awaiting({ trigger: 'PUSH' }) }, push('b')).decision).toBe('ask');
  });

  test('lets nobody replace what is approved and only waits for its turn', () => {
    const lock = { ...gated, awaiting: awaiting({}, true) };
    expect(admit(lock, summary())).toMatchObject({ decision: 'refuse', code: 'environment.queue_taken' });
  });

  test('knows a push of the commit that awaits approval', () => {
    const lock = { ...gated, awaiting: awaiting({ trigger: 'PUSH', commit: { hash: 'a' } }) };
    expect(admit(lock, push('a'))).toEqual({ decision: 'known', id: 'old' });
  });
});

describe('an approved deployment', () => {
  const lock = { ...gated, awaiting: awaiting() };

  test('starts where nothing runs, with a fence of its own, and leaves its waiting place', () => {
    const placed = placeApproved({ ...lock, fence: 4 }, 'old', NOW);
    expect(placed).toMatchObject({
      decision: 'start',
      fence: 5,
      change: { active: { id: 'old', fence: 5 }, awaiting: null },
    });
  });

  test('waits behind what runs, in the place of a push that waited there', () => {
    const busy = { ...lock, active: summary(), queued: push('a') };
    expect(placeApproved(busy, 'old', NOW)).toMatchObject({
      decision: 'supersede',
      change: { queued: { id: 'old' }, awaiting: null },
    });
  });

  test.each<[string, Partial<EnvironmentLock>]>([
    [
      'another person’s wish waits',
      { active: summary(), queued: summary({ kind: 'PROMOTE' as DeploymentKind }) },
    ],
    [
      'a hold is in force',
      {
        hold: { kind: 'FREEZE', reason: 'x', by: 'ann', startsAt: '2026-01-01T00:00:00.000Z', endsAt: null },
      },
    ],
  ])('keeps its approval and stays while %s', (_when, more) => {
    const placed = placeApproved({ ...lock, ...more }, 'old', NOW);
    expect(placed).toMatchObject({ decision: 'stay', change: { awaiting: { id: 'old', approved: true } } });
    const after = applyChange({ ...lock, ...more }, placed?.change ?? {});
    expect(placeApproved(after, 'old', NOW)).toMatchObject({ decision: 'stay', change: {} });
  });

  test('that awaits nothing any more changes nothing', () => {
    expect(placeApproved(lock, 'another', NOW)).toBeNull();
  });
});
