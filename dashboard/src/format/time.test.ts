import { describe, expect, it } from 'vitest';
import { ago, clock, duration, left, moment, spell, taken } from './time';

const now = Date.parse('2026-11-23T12:00:00Z');
const before = (seconds: number): string => new Date(now - seconds * 1000).toISOString();

describe('times as people say them', () => {
  it.each([
    [0, 'just now'],
    [-5, 'just now'],
    [41, '41 s ago'],
    [18 * 60, '18 min ago'],
    [2 * 3600 + 1800, '2 h ago'],
    [30 * 3600, 'yesterday'],
    [6 * 86_400, '6 days ago'],
    [60 * 86_400, '24 Sept'],
    [400 * 86_400, '2025'],
  ])('%i s before now is "%s"', (seconds, expected) => {
    const said = ago(before(seconds), now);
    if (expected === '24 Sept') expect(said).toMatch(/^(24 Sept?|Sept? 24)$/);
    else expect(said).toContain(expected);
  });

  it.each([
    [0, '0:00'],
    [41_900, '0:41'],
    [725_000, '12:05'],
    [3_729_000, '1:02:09'],
    [-10, '0:00'],
  ])('%i ms on a clock is %s', (milliseconds, expected) => {
    expect(clock(milliseconds)).toBe(expected);
  });

  it.each([
    [3, '0.1 s'],
    [400, '0.4 s'],
    [4_000, '4.0 s'],
    [41_000, '41 s'],
    [108_000, '1 m 48 s'],
    [3_720_000, '1 h 2 m'],
  ])('%i ms in words is %s', (milliseconds, expected) => {
    expect(spell(milliseconds)).toBe(expected);
  });

  it.each([
    ['2026-11-23T18:05', '18:05'],
    ['2026-11-24T00:00', 'tomorrow 00:00'],
    ['2026-11-29T23:59', 'Sun 23:59'],
    ['2026-11-30T08:00', 'Nov 30 08:00'],
    ['2027-01-05T08:00', 'Jan 5, 2027 08:00'],
    ['2026-11-22T08:00', 'Nov 22 08:00'],
  ])('%s, here, is "%s" on Monday at noon', (local, expected) => {
    const noon = new Date('2026-11-23T12:00').getTime();
    expect(moment(new Date(local).toISOString(), noon)).toBe(expected);
  });

  it.each([
    [3 * 86_400_000 - 1, '2 days 23 h'],
    [86_400_000, '1 day 0 h'],
    [5 * 3_600_000 + 59_000, '5 h 0 min'],
    [5 * 60_000, '5 min'],
    [299_000, '4:59'],
    [-1, '0:00'],
  ])('%i ms that are left are "%s"', (milliseconds, expected) => {
    expect(left(milliseconds)).toBe(expected);
  });

  it('what took seconds is said in tenths, what took longer as on a clock', () => {
    expect(taken(430)).toBe('0.4 s');
    expect(taken(9_949)).toBe('9.9 s');
    expect(taken(9_950)).toBe('0:09');
    expect(taken(41_900)).toBe('0:41');
  });

  it('has no duration before the start, and one that grows until the end', () => {
    expect(duration(null, null, now)).toBeUndefined();
    expect(duration(before(60), null, now)).toBe(60_000);
    expect(duration(before(60), before(20), now)).toBe(40_000);
  });
});
