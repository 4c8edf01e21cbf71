import { describe, expect, it } from 'vitest';
import { parseOptions, UsageError } from './options';

describe('the command line', () => {
  it('gives a run of ten minutes with a fresh seed when nothing is said', () => {
    expect(parseOptions([], 42)).toEqual({ seed: 42, minutes: 10, only: [], short: false });
  });

  it('takes seed, minutes, ids in any case, and the short run', () => {
    expect(parseOptions(['--seed', '7', '--minutes', '60', '--only', 'kill-1, WS', '--short'], 42)).toEqual({
      seed: 7,
      minutes: 60,
      only: ['KILL-1', 'WS'],
      short: true,
    });
  });

  it('asks for help by being undefined', () => {
    expect(parseOptions(['--help'], 42)).toBeUndefined();
  });

  it.each([
    ['a seed that is no number', ['--seed', 'x']],
    ['no minutes', ['--minutes', '0']],
    ['an option that there is not', ['--fast']],
    ['a word without an option', ['KILL-1']],
  ])('refuses %s', (_what, argv) => {
    expect(() => parseOptions(argv, 42)).toThrow(UsageError);
  });
});
