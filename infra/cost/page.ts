/** The cost page, written from usage and prices. */
import { prices, statedOn, type PriceName } from './prices';
import { assumed, idleMonth, millionLines, oneDeployment, teamMonth, type Counts, type Usage } from './usage';

/** What is too little to be worth a line of its own. */
const SMALL_SHARE = 0.005;

/** What each part of a usage costs, in USD, the dearest first. */
export const costs = (usage: Usage): { name: PriceName; units: number; usd: number }[] =>
  (Object.entries(usage) as [PriceName, number][])
    .map(([name, units]) => ({ name, units, usd: units * prices[name].usd }))
    .sort((one, other) => other.usd - one.usd);

/** What all of it costs, in USD. */
export const total = (usage: Usage): number => costs(usage).reduce((sum, { usd }) => sum + usd, 0);

/** The figures that a person asks for first, in USD. */
export const summary = (counts: Counts) => {
  const idlePerMonth = total(idleMonth(counts));
  return {
    idlePerMonth,
    perDeployment: total(oneDeployment()),
    perMillionLines: total(millionLines()),
    teamPerMonth: idlePerMonth + total(teamMonth()),
  };
};

const money = (usd: number): string => (usd >= 1 ? usd.toFixed(2) : usd.toFixed(4));
const amount = (units: number): string =>
  units >= 100 ? Math.round(units).toLocaleString('en-US') : String(Number(units.toPrecision(3)));

const table = (usage: Usage): string => {
  const all = costs(usage);
  const sum = total(usage);
  const shown = all.filter(({ usd }) => usd >= sum * SMALL_SHARE);
  const rest = all.filter(({ usd }) => usd < sum * SMALL_SHARE);
  const rows = shown.map(
    ({ name, units, usd }) => `| ${prices[name].unit} | ${amount(units)} | ${money(usd)} |`,
  );
  const others = rest.reduce((total, { usd }) => total + usd, 0);
  return [
    '| what | how much | USD |',
    '| --- | ---: | ---: |',
    ...rows,
    ...(rest.length > 0 ? [`| everything else | | ${money(others)} |`] : []),
    `| **sum** | | **${money(sum)}** |`,
  ].join('\n');
};

const words = (name: string): string =>
  name
    .replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .replace(/\bgb\b/, 'GB')
    .replace(/\bvcpu\b/, 'vCPU');

/** The page as Markdown. */
export const costPage = (counts: Counts): string => {
  const { idlePerMonth, perDeployment, perMillionLines, teamPerMonth } = summary(counts);
  return `# Costs

What an installation in us-east-1 costs, computed by \`npm run cost\` from the synthesized stacks, the rates in the code and a list of
prices. The prices were stated by hand on ${statedOn}, not fetched: look at the pages below before a decision hangs on them. Taxes, data
that leaves AWS, and what your applications themselves cost are not in here.

| | USD |
| --- | ---: |
| idle, a month | ${money(idlePerMonth)} |
| a deployment of ${assumed.deploymentMinutes} minutes | ${money(perDeployment)} |
| a million lines of log | ${money(perMillionLines)} |
| a team of ${assumed.people} that deploys ${assumed.deploymentsPerDay} times a day, a month | ${money(teamPerMonth)} |

## Idle, a month

Nobody deploys and nobody looks. CloudFront's first terabyte and ten million requests, EventBridge's rules, SQS' first million requests
and CloudWatch's first ten alarms cost nothing; the alarms are counted all the same.

${table(idleMonth(counts))}

## A deployment of ${assumed.deploymentMinutes} minutes

${table(oneDeployment())}

## A million lines of log

As fast as they come, with ${assumed.viewers} people watching, kept for a month.

${table(millionLines())}

## A team of ${assumed.people}, ${assumed.deploymentsPerDay} deployments a day, beside what an idle month costs

${table(teamMonth())}

## What is assumed

| what | figure |
| --- | ---: |
${Object.entries(assumed)
  .map(([name, figure]) => `| ${words(name)} | ${figure.toLocaleString('en-US')} |`)
  .join('\n')}

## Prices

| unit | USD | page |
| --- | ---: | --- |
${Object.values(prices)
  .map(({ unit, usd, page }) => `| ${unit} | ${Number(usd.toPrecision(4))} | ${page} |`)
  .join('\n')}
`;
};
