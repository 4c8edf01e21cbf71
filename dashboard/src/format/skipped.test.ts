import { describe, expect, it } from 'vitest';
import { admit } from '../../../core/admission';
import { empty, NOW, summary } from '../../../core/testing/lock';
import { alreadyLive } from './skipped';

const skipped = { status: 'SKIPPED', kind: 'DEPLOY' } as const;

describe('a deployment that was skipped', () => {
  it('is told by the reason that admission gives, with the one that is live', () => {
    const live = summary({ id: 'dep_01LIVE', status: 'SUCCEEDED', fingerprint: 'same' });
    const lock = { ...empty, name: 'staging', live, latest: live };
    const admission = admit(lock, summary({ fingerprint: 'same' }), { now: NOW });
    if (admission.decision !== 'skip') throw new Error(`skip was expected, not ${admission.decision}`);
    expect(alreadyLive({ ...skipped, reason: admission.reason })).toEqual({
      sentence: 'staging has this commit with these settings and variables already.',
      liveId: 'dep_01LIVE',
    });
  });

  it.each([
    { ...skipped, reason: 'A promotion waits in staging, and a push never takes its place.' },
    { ...skipped, reason: null },
    { ...skipped, status: 'SUCCEEDED' as const, reason: 'It is live (dep_1).' },
  ])('for another reason is not live already', (deployment) => {
    expect(alreadyLive(deployment)).toBeUndefined();
  });
});
