import { describe, expect, test } from 'vitest';
import { admit } from './admission';
import { describeHold, holdAgainst, isOver } from './hold';
import type { Hold } from './records';
import { empty, NOW, push, summary } from './testing/lock';

const hold: Hold = {
  kind: 'LOCK',
  reason: 'an audit',
  by: 'ann',
  startsAt: '2026-06-01T00:00:00.000Z',
  endsAt: '2026-06-02T00:00:00.000Z',
};

describe('a hold', () => {
  test.each([
    ['before its start', '2026-05-31T23:59:59.999Z', false],
    ['at its start', '2026-06-01T00:00:00.000Z', true],
    ['just before its end', '2026-06-01T23:59:59.999Z', true],
    ['at its end', '2026-06-02T00:00:00.000Z', false],
  ])('%s (%s) is in force: %s', (_when, now, inForce) => {
    expect(holdAgainst(hold, 'DEPLOY', now) !== null).toBe(inForce);
  });

  test('without an end lasts until someone lifts it', () => {
    const open = { ...hold, endsAt: null };
    expect(holdAgainst(open, 'DEPLOY', '2036-01-01T00:00:00.000Z')).toBe(open);
    expect(isOver(open, '2036-01-01T00:00:00.000Z')).toBe(false);
    expect(isOver(hold, '2026-06-02T00:00:00.000Z')).toBe(true);
  });

  test('that is a freeze lets rollbacks through, a lock does not', () => {
    expect(holdAgainst({ ...hold, kind: 'FREEZE' }, 'ROLLBACK', NOW)).toBeNull();
    expect(holdAgainst(hold, 'ROLLBACK', NOW)).toBe(hold);
  });

  test('refuses people, with who, why and until when', () => {
    const decision = admit({ ...empty, hold }, summary({ kind: 'PROMOTE' }), { now: NOW });
    expect(decision).toEqual({
      decision: 'refuse',
      code: 'environment.held',
      values: { name: 'development', hold: describeHold(hold) },
    });
    expect(describeHold(hold)).toBe('locked by ann until 2026-06-02T00:00:00.000Z: an audit');
  });

  test('lets the newest push wait for its end', () => {
    expect(admit({ ...empty, hold }, push('a'), { now: NOW }).decision).toBe('wait');
    expect(admit({ ...empty, hold, queued: push('a') }, push('b'), { now: NOW }).decision).toBe('supersede');
  });
});
