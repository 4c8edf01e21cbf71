/** Counts of refusals through the API. */
import { expect, test } from 'vitest';
import { countRefusal } from '../functions/adapters/refusals';
import { refusalKey, tokenKey } from '../core/table';
import { hashOf } from '../functions/adapters/ids';
import { putItem, updateItem } from '../functions/adapters/dynamo';
import { useInstallation } from '../functions/testing/installation';

const trellis = useInstallation();
const document = 'query ($days: Int) { refusals(days: $days) { day code count } }';
const dayBefore = (days: number): string =>
  new Date(Date.now() - days * 24 * 3600 * 1000).toISOString().slice(0, 10);

const countOn = (day: string, code: string, count: number) =>
  updateItem(refusalKey(day, code), {
    expression: 'SET #day = :day, #code = :code ADD #count :count',
    names: { '#day': 'day', '#code': 'code', '#count': 'count' },
    values: { ':day': day, ':code': code, ':count': count },
  });

test('refusals of the asked days are told, the newest day first', async () => {
  await countRefusal('webhook.bad_signature');
  await countOn(dayBefore(6), 'push.duplicate', 3);
  await countOn(dayBefore(7), 'push.duplicate', 5);
  const today = { day: dayBefore(0), code: 'webhook.bad_signature', count: 1 };
  const sixDaysAgo = { day: dayBefore(6), code: 'push.duplicate', count: 3 };
  expect((await trellis.graphql(document)).data).toEqual({ refusals: [today, sixDaysAgo] });
  expect((await trellis.graphql(document, { days: 1 })).data).toEqual({ refusals: [today] });
});

test.each([0, 91])('%i days are refused', async (days) => {
  expect((await trellis.graphql(document, { days })).errors?.[0]?.errorType).toBe('input.invalid');
});

test('who may not configure learns nothing', async () => {
  const item = { id: 'tok_reader', name: 'reader', permissions: 'read', roles: '' };
  await putItem({ ...tokenKey(hashOf('trk_reader')), ...item });
  const answer = await trellis.graphql(document, {}, 'trk_reader');
  expect(answer.errors?.[0]?.errorType).toBe('auth.forbidden');
});
