import { describe, expect, it } from 'vitest';
import { wrongWith } from './invariants';
import type { History, Past } from './support/histories';

const past = (id: string, more: Partial<Past> = {}): Past => ({
  id,
  kind: 'DEPLOY',
  status: 'SUCCEEDED',
  fence: 1,
  reason: null,
  startedAt: '2026-01-01T00:00:00.000Z',
  finishedAt: '2026-01-01T00:00:01.000Z',
  logLines: 0,
  logHash: null,
  logMissing: [],
  ...more,
});
const history = (deployments: Past[], more: Partial<History> = {}): History => ({
  name: 'shop/development',
  active: null,
  queued: null,
  live: null,
  deployments,
  ...more,
});

describe('an environment', () => {
  it('with one success that is live is right', () => {
    expect(wrongWith(history([past('dep_1')], { live: 'dep_1' }))).toEqual([]);
  });

  it.each<[string, History, RegExp]>([
    [
      'a deployment that nobody will end',
      history([past('dep_1', { status: 'RUNNING' })]),
      /dep_1 is RUNNING for ever/,
    ],
    [
      'two that run at once',
      history([past('dep_1', { status: 'RUNNING' }), past('dep_2', { status: 'STARTING' })], {
        active: 'dep_1',
        queued: 'dep_2',
      }),
      /2 deployments run at once/,
    ],
    [
      'a place held by one that has ended',
      history([past('dep_1', { status: 'FAILED', reason: 'it did' })], { active: 'dep_1' }),
      /held by dep_1, which is FAILED/,
    ],
    [
      'something older live than its last success',
      history(
        [past('dep_1'), past('dep_2', { fence: 2, startedAt: '2026-01-02', finishedAt: '2026-01-03' })],
        {
          live: 'dep_1',
        },
      ),
      /live is dep_1, not dep_2/,
    ],
    [
      'something live after a teardown',
      history([past('dep_1', { kind: 'TEARDOWN' })], { live: 'dep_0' }),
      /not nothing/,
    ],
    [
      'intervals that overlap',
      history(
        [
          past('dep_1', { fence: 2 }),
          past('dep_2', { startedAt: '2026-01-01T00:00:00.500Z', finishedAt: '2026-01-01T00:00:02.000Z' }),
        ],
        { live: 'dep_1' },
      ),
      /dep_1 and dep_2 ran at the same time/,
    ],
    ['a failure without a reason', history([past('dep_1', { status: 'FAILED' })]), /FAILED without a reason/],
  ])('with %s is wrong', (_what, given, sentence) => {
    expect(wrongWith(given).join('\n')).toMatch(sentence);
  });
});
