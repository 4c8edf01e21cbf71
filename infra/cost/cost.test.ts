import { format, resolveConfig } from 'prettier';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { wholeTemplates } from '../testing/whole';
import { costPage, costs, summary, total } from './page';
import { prices } from './prices';
import { oneDeployment, times } from './usage';

const page = fileURLToPath(new URL('../../docs/costs.md', import.meta.url));

test('docs/costs.md says what the stacks and the prices come to (rewrite it with npm run cost)', async () => {
  const { image, trellis } = await wholeTemplates();
  const resources = [...Object.values(image), ...Object.values(trellis)];
  const counts = { alarms: resources.filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm').length };
  expect(counts.alarms).toBeGreaterThan(0);
  const text = await format(costPage(counts), { ...(await resolveConfig(page)), filepath: page });
  await expect(text).toMatchFileSnapshot(page);
  await expect(`${JSON.stringify(summary(counts), null, 2)}\n`).toMatchFileSnapshot('summary.json');
}, 120_000);

test('a sum is the sum of its parts, and twice as much costs twice as much', () => {
  const one = oneDeployment();
  expect(total(one)).toBeCloseTo(
    costs(one).reduce((sum, { usd }) => sum + usd, 0),
    12,
  );
  expect(total(times(2, one))).toBeCloseTo(2 * total(one), 12);
});

test.each(Object.entries(prices))('the price of %s names its page', (_name, { usd, page }) => {
  expect(usd).toBeGreaterThan(0);
  expect(page).toMatch(/^https:\/\/aws\.amazon\.com\/[\w-]+\/pricing\/$/);
});
