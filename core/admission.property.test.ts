import fc from 'fast-check';
import { expect, test } from 'vitest';
import { admit } from './admission';
import { placeApproved } from './awaiting';
import { applyChange, isBusy } from './lock';
import type { ApprovalRule, DeploymentKind, DeploymentTrigger, Hold } from './records';
import { release, startWaiting } from './release';
import { empty, NOW, summary } from './testing/lock';

const rule: ApprovalRule = { required: 1, roles: [], notByAuthor: true, expiresAfterSeconds: 60 };
const hold: Hold = {
  kind: 'LOCK',
  reason: 'x',
  by: 'ann',
  startsAt: '2026-01-01T00:00:00.000Z',
  endsAt: null,
};

test('in any order of arrivals, approvals, holds and ends, one runs at most, fences grow, and an older one never follows a newer one', () => {
  const arrivals = fc.record({
    trigger: fc.constantFrom<DeploymentTrigger>('PUSH', 'MANUAL', 'API'),
    kind: fc.constantFrom<DeploymentKind>('DEPLOY', 'PROMOTE', 'ROLLBACK', 'TEARDOWN'),
    commit: fc.constantFrom('a', 'b', 'c', 'd'),
  });
  const event = fc.oneof(
    arrivals.map((arrival) => ({ arrival })),
    fc.constantFrom('SUCCEEDED' as const, 'FAILED' as const, 'CANCELLED' as const).map((end) => ({ end })),
    fc.boolean().map((approval) => ({ approval })),
    fc.boolean().map((held) => ({ held })),
    fc.constant({ approve: true }),
  );
  fc.assert(
    fc.property(fc.array(event, { maxLength: 80 }), (events) => {
      let lock = empty;
      const started: number[] = [];
      for (const each of events) {
        const running = lock.active?.id;
        if ('approval' in each) lock = { ...lock, approval: each.approval ? rule : null };
        else if ('held' in each) lock = { ...lock, hold: each.held ? hold : null };
        else if ('arrival' in each) {
          const { trigger, kind, commit } = each.arrival;
          const incoming = summary({
            trigger,
            kind: trigger === 'PUSH' ? 'DEPLOY' : kind,
            commit: { hash: commit },
          });
          const decision = admit(lock, incoming, { now: NOW });
          if ('change' in decision) lock = applyChange(lock, decision.change);
        } else if ('approve' in each) {
          const placed = lock.awaiting && placeApproved(lock, lock.awaiting.id, NOW);
          if (placed) lock = applyChange(lock, placed.change);
        } else if (lock.active) {
          const released = release(lock, { ...lock.active, status: each.end }, NOW);
          if (!released) throw new Error('what runs can always end');
          lock = applyChange(lock, released.change);
        } else {
          const next = startWaiting(lock, NOW);
          if (next) lock = applyChange(lock, next.change);
        }
        if (lock.active && lock.active.id !== running) {
          if (running !== undefined) expect('end' in each).toBe(true);
          expect(lock.hold).toBeNull();
          started.push(lock.active.fence ?? -1);
        }
        const places = [lock.active, lock.queued, lock.awaiting].flatMap((place) => place?.id ?? []);
        expect(new Set(places).size).toBe(places.length);
        expect(isBusy(lock)).toBe(places.length > 0 || Object.keys(lock.settling).length > 0);
      }
      expect(started).toEqual([...started].sort((x, y) => x - y));
      expect(new Set(started).size).toBe(started.length);
    }),
    { numRuns: 2_000 },
  );
});
