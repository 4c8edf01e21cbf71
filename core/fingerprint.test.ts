import { describe, expect, test } from 'vitest';
import { fingerprintOf, type Ingredients } from './fingerprint';
import { defaultSettings } from './new-environment';

const base: Ingredients = {
  commit: 'a'.repeat(40),
  app: { repositoryKey: 'github.com/acme/shop', directory: '.', framework: 'COMMAND' },
  settings: defaultSettings,
  variables: [
    { name: 'A', updatedAt: '1' },
    { name: 'B', updatedAt: '2' },
  ],
};

describe('the fingerprint of a deployment', () => {
  test('is the same for the same thing, in whatever order variables come', () => {
    expect(fingerprintOf({ ...base, variables: [...base.variables].reverse() })).toBe(fingerprintOf(base));
  });

  test.each<[string, Partial<Ingredients>]>([
    ['another commit', { commit: 'b'.repeat(40) }],
    ['another directory', { app: { ...base.app, directory: 'api' } }],
    ['another deploy command', { settings: { ...defaultSettings, deployCommand: 'make deploy' } }],
    [
      'a variable that was set again',
      {
        variables: [
          { name: 'A', updatedAt: '3' },
          { name: 'B', updatedAt: '2' },
        ],
      },
    ],
    ['a variable less', { variables: [{ name: 'A', updatedAt: '1' }] }],
  ])('differs with %s', (_what, more) => {
    expect(fingerprintOf({ ...base, ...more })).not.toBe(fingerprintOf(base));
  });

  test('does not change with limits that leave nothing behind', () => {
    expect(
      fingerprintOf({ ...base, settings: { ...defaultSettings, timeoutSeconds: 5, tests: false } }),
    ).toBe(fingerprintOf(base));
  });
});
