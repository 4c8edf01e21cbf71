import { describe, expect, it } from 'vitest';
import { aheadBy } from './ahead';

const live = (hash: string) => ({ id: hash, commit: { hash } });
const ran = (hash: string, more = {}) => ({
  environmentId: 'dev',
  status: 'SUCCEEDED',
  kind: 'DEPLOY',
  commit: { hash },
  ...more,
});

describe('what a promotion would carry', () => {
  it.each([
    ['nothing to promote', null, live('a'), []],
    ['nothing there yet', live('a'), null, []],
    ['same commit', live('a'), live('a'), []],
    ['1 deploy ahead', live('b'), live('a'), [ran('b'), ran('a')]],
    ['2 deploys ahead', live('c'), live('a'), [ran('c'), ran('b'), ran('a')]],
    ['1 deploy ahead', live('b'), live('a'), [ran('b'), ran('x', { status: 'FAILED' }), ran('a')]],
    ['another commit', live('b'), live('a'), [ran('b')]],
    ['another commit', live('b'), live('a'), [ran('b', { environmentId: 'other' }), ran('a')]],
  ])('is "%s"', (expected, source, target, recent) => {
    expect(aheadBy({ id: 'dev', live: source }, { live: target }, recent)).toBe(expected);
  });
});
