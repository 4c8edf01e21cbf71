import { describe, expect, it } from 'vitest';
import { hold } from '../testing/fixtures';
import { describeHere, holdTitle, judgingOf, nounInForce, phaseOf, shownHold } from './words';

// Monday; times without an offset are those of this place.
const now = new Date('2026-11-23T12:00').getTime();
const at = (local: string): string => new Date(local).toISOString();

describe('a hold', () => {
  it.each([
    ['on', {}],
    ['on', { endsAt: at('2026-11-23T12:00:01') }],
    ['coming', { startsAt: at('2026-11-23T13:00') }],
    ['over', { startsAt: at('2026-11-20T12:00'), endsAt: at('2026-11-23T12:00') }],
  ] as const)('is %s with %o', (phase, more) => {
    expect(phaseOf(hold({ startsAt: at('2026-11-23T11:00'), ...more }), now)).toBe(phase);
  });

  it('that was put on just now is in force at once, although the page’s clock is behind', () => {
    const fresh = hold({ startsAt: new Date(now + 9_000).toISOString() });
    expect(nounInForce(fresh, now)).toBe('lock');
    expect(judgingOf({ hold: fresh }, now).now).toBe(fresh.startsAt);
  });

  it('is not shown once it is over', () => {
    const over = hold({ startsAt: at('2026-11-20T12:00'), endsAt: at('2026-11-21T12:00') });
    expect(shownHold(over, now)).toBeUndefined();
    expect(shownHold(null, now)).toBeUndefined();
  });

  it('says its times as they are here', () => {
    const weekend = hold({
      kind: 'FREEZE',
      startsAt: at('2026-11-27T18:00'),
      endsAt: at('2026-11-30T08:00'),
      reason: 'No releases on weekends.',
    });
    expect(holdTitle(weekend, now)).toBe('Frozen from Fri 18:00 until Nov 30 08:00');
    expect(describeHere(weekend, now)).toBe('frozen by ann until Nov 30 08:00: No releases on weekends');
    expect(holdTitle(hold({ startsAt: at('2026-11-23T11:00') }), now)).toBe('Locked');
    expect(describeHere(hold(), now)).toBe('locked by ann until someone lifts it: release week');
  });
});
