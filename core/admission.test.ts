import { describe, expect, test } from 'vitest';
import { admit as decide, equalLive } from './admission';
import type { EnvironmentLock } from './lock';
import type { DeploymentKind, DeploymentSummary, DeploymentTrigger } from './records';
import { empty, NOW, push, summary } from './testing/lock';

const admit = (lock: EnvironmentLock, incoming: DeploymentSummary, force = false) =>
  decide(lock, incoming, { now: NOW, force });

describe('admission', () => {
  test('a free environment starts what comes', () => {
    const decision = admit(empty, summary({ id: 'one' }));
    expect(decision).toMatchObject({
      decision: 'start',
      fence: 1,
      change: { active: { status: 'STARTING' } },
    });
  });

  const comers: [string, DeploymentTrigger, DeploymentKind][] = [
    ['a push', 'PUSH', 'DEPLOY'],
    ['a deployment asked for', 'MANUAL', 'DEPLOY'],
    ['a promotion', 'MANUAL', 'PROMOTE'],
    ['a rollback', 'MANUAL', 'ROLLBACK'],
    ['a teardown', 'API', 'TEARDOWN'],
  ];

  test.each(comers)('%s waits when something runs', (_who, trigger, kind) => {
    const lock = { ...empty, active: summary() };
    expect(admit(lock, summary({ trigger, kind })).decision).toBe('wait');
  });

  test.each(comers)('%s takes the place of a push that waits, and says whose', (_who, trigger, kind) => {
    const waiting = push('a');
    const decision = admit(
      { ...empty, active: summary(), queued: waiting },
      summary({ id: 'new', trigger, kind }),
    );
    expect(decision).toMatchObject({
      decision: 'supersede',
      superseded: waiting.id,
      change: { queued: { id: 'new' }, settle: { id: waiting.id, supersededBy: 'new' } },
    });
  });

  test.each(['PROMOTE', 'ROLLBACK', 'TEARDOWN'] as const)('a push never replaces a waiting %s', (kind) => {
    const lock = { ...empty, active: summary(), queued: summary({ kind }) };
    expect(admit(lock, push('a')).decision).toBe('skip');
  });

  test.each(comers.slice(1))(
    '%s is refused while a promotion waits, and told to wait or cancel',
    (_who, trigger, kind) => {
      const lock = { ...empty, active: summary(), queued: summary({ kind: 'PROMOTE' }) };
      expect(admit(lock, summary({ trigger, kind }))).toMatchObject({
        decision: 'refuse',
        code: 'environment.queue_taken',
      });
    },
  );

  test('the same request again is known, wherever it stands', () => {
    const [active, queued, latest] = [summary(), summary(), summary()];
    for (const each of [active, queued, latest])
      expect(admit({ ...empty, active, queued, latest }, each)).toEqual({ decision: 'known', id: each.id });
  });

  test('a push of the commit that is wanted already is known; one that returns to an earlier commit is new', () => {
    const [a, b] = [push('a'), push('b')];
    expect(admit({ ...empty, latest: a }, push('a'))).toEqual({ decision: 'known', id: a.id });
    expect(admit({ ...empty, active: a, latest: a, queued: b }, push('a')).decision).toBe('supersede');
    const torn = { ...empty, latest: summary({ kind: 'TEARDOWN', commit: { hash: 'a' } }) };
    expect(admit(torn, push('a')).decision).toBe('start');
  });
});

describe('a deployment that equals what is live', () => {
  const live = summary({ id: 'live', status: 'SUCCEEDED', fingerprint: 'f' });
  const lock = { ...empty, live, latest: live };

  test.each(['DEPLOY', 'PROMOTE'] as const)('a %s is skipped, and says what is there', (kind) => {
    const decision = admit(lock, summary({ kind, fingerprint: 'f' }));
    expect(decision).toMatchObject({ decision: 'skip', reason: expect.stringContaining('live') as string });
  });

  test('it runs when it is forced', () => {
    expect(admit(lock, summary({ fingerprint: 'f' }), true).decision).toBe('start');
  });

  test.each([
    ['its variables or settings differ', lock, summary({ fingerprint: 'g' })],
    ['nobody knows what it would leave', lock, summary()],
    [
      'something failed since, which may have left traces',
      { ...lock, latest: summary() },
      summary({ fingerprint: 'f' }),
    ],
    ['something runs', { ...lock, active: summary() }, summary({ fingerprint: 'f' })],
    ['it returns to what was live before', lock, summary({ kind: 'ROLLBACK', fingerprint: 'f' })],
  ])('it is none when %s', (_when, where, incoming) => {
    expect(equalLive(where, incoming)).toBeUndefined();
  });
});
