import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { Stack } from 'aws-cdk-lib';
import type { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { beforeAll, expect, test } from 'vitest';
import type { Stacks } from './app';
import { accepted, type Accepted } from './testing/accepted';
import { recordFindings, type Finding } from './testing/findings';
import { strictApp } from './testing/synthesize';
import { wholeApp } from './testing/whole';

let whole: { app: App } & Stacks;
let findings: readonly Finding[] = [];
let cpuSeconds = 0;

const cpu = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

// CDK's own rules make this throw where they are broken.
beforeAll(async () => {
  const began = cpu();
  whole = await wholeApp(undefined, true);
  findings = recordFindings(whole.app);
  whole.app.synth();
  cpuSeconds = cpu() - began;
}, 240_000);

const accepts = ({ rule, path }: Accepted, finding: Finding): boolean =>
  (typeof rule === 'string' ? rule === finding.rule : rule.test(finding.rule)) && path.test(finding.path);

test('both stacks are synthesized offline, with all rules asked, in less than 30 s of a processor', () => {
  console.log(`synth with all rules: ${cpuSeconds.toFixed(1)} s of a processor`);
  expect(cpuSeconds).toBeLessThan(30);
});

test('every finding of cdk-nag that stays has a reason', () => {
  expect(findings.filter((finding) => !accepted.some((each) => accepts(each, finding)))).toEqual([]);
});

test('no reason is given for what is not found any more', () => {
  expect(accepted.filter((each) => !findings.some((finding) => accepts(each, finding)))).toEqual([]);
});

test('what CloudFormation would refuse is refused here', () => {
  const stack = new Stack(strictApp(), 'Wrong');
  new CfnFunction(stack, 'Slow', {
    code: { zipFile: '' },
    role: 'arn:aws:iam::123456789012:role/any',
    handler: 'index.handler',
    runtime: 'nodejs24.x',
    timeout: 1_000,
  });
  expect(() => Template.fromStack(stack)).toThrow();
});

test('resources are those of the list (rewrite resources.txt with -u)', async () => {
  const lines = Object.entries(whole).flatMap(([name, stack]) =>
    stack instanceof Stack
      ? Object.entries(Template.fromStack(stack).toJSON().Resources as Record<string, { Type: string }>).map(
          ([id, { Type }]) => `${name}  ${Type}  ${id}`,
        )
      : [],
  );
  await expect(`${lines.sort().join('\n')}\n`).toMatchFileSnapshot('resources.txt');
});
