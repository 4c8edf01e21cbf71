import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { admit, applyChange, isBusy, release, type EnvironmentLock } from './admission';
import type { DeploymentKind, DeploymentSummary, DeploymentTrigger } from './records';

let count = 0;

const summary = (more: Partial<DeploymentSummary> = {}): DeploymentSummary => ({
  id: `dep_${(count += 1)}`,
  kind: 'DEPLOY',
  status: 'QUEUED',
  trigger: 'MANUAL',
  commit: { hash: String(count).padStart(40, '0') },
  branch: 'main',
  startedBy: 'ann',
  step: null,
  reason: null,
  outputs: [],
  createdAt: '2026-01-01T00:00:00.000Z',
  startedAt: null,
  finishedAt: null,
  ...more,
});

const empty: EnvironmentLock = {
  name: 'development',
  fence: 0,
  active: null,
  queued: null,
  live: null,
  previous: null,
  latest: null,
  settling: {},
};

const push = (hash: string) => summary({ trigger: 'PUSH', commit: { hash } });

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
});

test('in any order of arrivals and ends, one runs at most, fences grow, and an older commit never follows a newer one', () => {
  const arrivals = fc.record({
    trigger: fc.constantFrom<DeploymentTrigger>('PUSH', 'MANUAL', 'API'),
    kind: fc.constantFrom<DeploymentKind>('DEPLOY', 'PROMOTE', 'ROLLBACK', 'TEARDOWN'),
    commit: fc.constantFrom('a', 'b', 'c', 'd'),
  });
  const event = fc.oneof(
    arrivals.map((arrival) => ({ arrival })),
    fc.constantFrom('SUCCEEDED', 'FAILED', 'CANCELLED').map((status) => ({ end: status as 'SUCCEEDED' })),
  );
  fc.assert(
    fc.property(fc.array(event, { maxLength: 60 }), (events) => {
      let lock = empty;
      const fences = new Map<string, number>();
      const ran: number[] = [];
      const started = (id: string): void => void ran.push(fences.get(id) ?? -1);
      for (const each of events) {
        if ('arrival' in each) {
          const { trigger, kind, commit } = each.arrival;
          const incoming = summary({
            trigger,
            kind: trigger === 'PUSH' ? 'DEPLOY' : kind,
            commit: { hash: commit },
          });
          const decision = admit(lock, incoming);
          if (!('change' in decision)) continue;
          fences.set(incoming.id, decision.fence);
          lock = applyChange(lock, decision.change);
          if (decision.decision === 'start') started(incoming.id);
        } else if (lock.active) {
          const released = release(lock, { ...lock.active, status: each.end });
          if (!released) throw new Error('what runs can always end');
          lock = applyChange(lock, released.change);
          if (released.next) started(released.next.id);
        }
        expect(lock.queued === null || lock.active !== null).toBe(true);
        expect(isBusy(lock)).toBe(lock.active !== null || Object.keys(lock.settling).length > 0);
      }
      expect(ran).toEqual([...ran].sort((x, y) => x - y));
      expect(new Set(ran).size).toBe(ran.length);
    }),
  );
});
