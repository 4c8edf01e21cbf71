import { describe, expect, test } from 'vitest';
import { type GitHubAnswer, limitMs, troubleOf, waitMs } from './github-answers';

const now = Date.parse('2026-01-05T10:00:00Z');
const answer = (
  status: number | null,
  headers: GitHubAnswer['headers'] = {},
  message = '',
): GitHubAnswer => ({
  status,
  headers,
  message,
});
const used = (seconds: number) => ({
  'x-ratelimit-remaining': '0',
  'x-ratelimit-reset': String(now / 1000 + seconds),
});

describe('a rate limit', () => {
  test.each([
    ['a wish to be left alone', answer(403, { 'retry-after': '30' }), 30_000],
    ['a wish of no time at all is a second', answer(429, { 'retry-after': '0' }), 1_000],
    ['an hour that is used up', answer(403, used(1_800)), 1_800_000],
    ['one that ended by now', answer(403, used(-60)), 1_000],
    [
      'a secondary limit without a time',
      answer(403, {}, 'You have exceeded a secondary rate limit.'),
      60_000,
    ],
    ['too many requests without a time', answer(429), 60_000],
    ['no permission', answer(403, { 'x-ratelimit-remaining': '4999' }), null],
    ['a failure that speaks of a time', answer(503, { 'retry-after': '30' }), null],
  ])('is recognized and measured: %s', (_what, given, milliseconds) => {
    expect(limitMs(given, now)).toBe(milliseconds);
  });

  test('is measured by GitHub’s clock when ours is wrong', () => {
    const date = new Date(now).toUTCString();
    expect(limitMs(answer(403, { ...used(60), date }), now - 7_200_000)).toBe(60_000);
  });
});

test.each([
  [answer(null), 'UNAVAILABLE'],
  [answer(500), 'UNAVAILABLE'],
  [answer(503), 'UNAVAILABLE'],
  [answer(401), 'UNAUTHORIZED'],
  [answer(403, {}, 'This installation has been suspended'), 'SUSPENDED'],
  [answer(403, {}, 'Resource not accessible by integration'), 'FORBIDDEN'],
  [answer(403, { 'retry-after': 1 }), 'LIMITED'],
  [answer(404), 'MISSING'],
  [answer(410), 'MISSING'],
  [answer(422), 'INVALID'],
  [answer(400), 'INVALID'],
])('%o means %s', (given, trouble) => {
  expect(troubleOf(given)).toBe(trouble);
});

describe('a call is repeated', () => {
  const failed = { tries: 0, retries: 2, repeatable: true, leftMs: 20_000, now };

  test.each([
    ['soon after a failure of GitHub', answer(502), failed, 250],
    ['later after the second', answer(502), { ...failed, tries: 1 }, 1_000],
    ['after the network failed', answer(null), failed, 250],
    ['not more often than allowed', answer(502), { ...failed, tries: 2 }, null],
    ['not when it must not happen twice', answer(502), { ...failed, repeatable: false }, null],
    ['when a short limit is over', answer(429, { 'retry-after': '5' }), failed, 5_000],
    [
      'also what must not happen twice, since it did not happen',
      answer(429, { 'retry-after': '5' }),
      { ...failed, repeatable: false },
      5_000,
    ],
    ['not when the limit is longer than the caller has time', answer(403, used(1_800)), failed, null],
    [
      'not when waiting would leave no time for the call',
      answer(429, { 'retry-after': '5' }),
      { ...failed, leftMs: 9_000 },
      null,
    ],
    ['not when GitHub does not accept who asks', answer(401), failed, null],
    ['not when it is forbidden', answer(403), failed, null],
    ['not when there is nothing', answer(404), failed, null],
    ['not when it makes no sense', answer(422), failed, null],
  ])('%s', (_what, given, tried, milliseconds) => {
    expect(waitMs(given, tried)).toBe(milliseconds);
  });
});
