/** The template that a team lays into an account: valid by CDK's own rules, and open to one principal with one external id. */
import { runSimulation } from '@cloud-copilot/iam-simulate';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { context } from '../cdk.json';

const templateFile = fileURLToPath(new URL('template.yaml', import.meta.url));
const principal = 'arn:aws:iam::111122223333:role/trellis-target';
const externalId = '6f1c1c52-3c62-4e0f-8f3f-4f4f0f0f0f0f';
const account = '444455556666';
const roleArn = `arn:aws:iam::${account}:role/trellis-target-shop`;
const given = {
  RoleName: 'trellis-target-shop',
  ExternalId: externalId,
  TrustedPrincipalArn: principal,
};

interface Shape {
  Parameters: Record<string, { Default?: string; AllowedPattern?: string }>;
  Resources: { Role: { Properties: Record<string, unknown> & { AssumeRolePolicyDocument: unknown } } };
}

/** The template as CDK reads it; its validator makes this throw where a rule is broken. */
const read = (): Shape => {
  const stack = new Stack(new App({ context }), 'Test');
  new CfnInclude(stack, 'Target', { templateFile });
  Validations.of(stack).acknowledge({
    id: 'CloudFormation-Validate::W1030',
    reason: 'An empty boundary means none: the property is left out then.',
  });
  return Template.fromStack(stack).toJSON() as Shape;
};

let template: Shape;
beforeAll(() => {
  template = read();
}, 60_000);

/** The few functions that the template uses, as CloudFormation works them out. */
const resolve = (value: unknown, values: Record<string, unknown>): unknown => {
  if (Array.isArray(value)) return value.map((each) => resolve(each, values));
  if (typeof value !== 'object' || value === null) return value;
  const [[name = '', inner] = []] = Object.entries(value);
  const args = () => resolve(inner, values) as unknown[];
  if (name === 'Ref') return values[String(inner)];
  if (name === 'Fn::Split') return String(args()[1]).split(String(args()[0]));
  if (name === 'Fn::Select') return (args()[1] as unknown[])[Number(args()[0])];
  if (name === 'Fn::Sub') {
    const [text, named] = args() as [string, Record<string, string>];
    return text.replace(/\$\{([\w:]+)\}/g, (_, key: string) => String({ ...values, ...named }[key]));
  }
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, resolve(each, values)]));
};

const trustPolicy = (): unknown =>
  resolve(template.Resources.Role.Properties.AssumeRolePolicyDocument, { ...given, 'AWS::Partition': 'aws' });

const policy = (...Action: string[]) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource: 'arn:aws:iam::*:role/trellis-target-*' }],
});

/** What IAM says to who asks for the role. */
const decide = async (asked: {
  by?: string;
  action?: 'sts:AssumeRole' | 'sts:TagSession';
  context?: Record<string, string | string[]>;
}): Promise<string> => {
  const { by = principal, action = 'sts:AssumeRole', context: more = {} } = asked;
  const answer = await runSimulation(
    {
      request: {
        principal: by,
        action,
        resource: { resource: roleArn, accountId: account },
        contextVariables: { 'aws:PrincipalArn': by, ...more },
      },
      identityPolicies: [{ name: 'own', policy: policy('sts:AssumeRole', 'sts:TagSession') }],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      resourcePolicy: trustPolicy(),
    },
    {},
  );
  if (answer.resultType === 'error') throw new Error(JSON.stringify(answer.errors));
  return answer.overallResult;
};

test('it is valid by the strict rules, and its defaults fit its own patterns', () => {
  const { Parameters } = template;
  for (const { Default, AllowedPattern } of Object.values(Parameters))
    if (Default !== undefined && AllowedPattern !== undefined)
      expect(Default).toMatch(new RegExp(AllowedPattern));
});

test.each([
  ['RoleName', 'trellis-target-shop', true],
  ['RoleName', 'Admin', false],
  ['RoleName', `trellis-target-${'a'.repeat(50)}`, false],
  ['TrustedPrincipalArn', principal, true],
  [
    'TrustedPrincipalArn',
    'arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_A_1',
    true,
  ],
  ['TrustedPrincipalArn', '*', false],
  ['TrustedPrincipalArn', 'arn:aws:iam::*:role/x', false],
  ['PermissionsBoundaryArn', 'arn:aws:iam::444455556666:policy/limits', true],
  ['PermissionsBoundaryArn', 'limits', false],
])('%s %s is taken: %s', (name, value, taken) => {
  expect(new RegExp(template.Parameters[name]?.AllowedPattern ?? '').test(value)).toBe(taken);
});

test('the role that Trellis runs as gets in with the external id of its environment', async () => {
  expect(await decide({ context: { 'sts:ExternalId': externalId } })).toBe('Allowed');
});

test('names of app and environment may be set for the trail, and nothing else', async () => {
  const tags = {
    'aws:RequestTag/trellis:app': 'shop',
    'aws:TagKeys': ['trellis:app', 'trellis:environment'],
  };
  expect(await decide({ action: 'sts:TagSession', context: tags })).toBe('Allowed');
  const other = { 'aws:RequestTag/admin': 'yes', 'aws:TagKeys': ['admin'] };
  expect(await decide({ action: 'sts:TagSession', context: other })).not.toBe('Allowed');
});

test.each([
  ['without an external id', {}],
  ['with that of another environment', { context: { 'sts:ExternalId': 'another' } }],
  [
    'as another role of the same account',
    { by: 'arn:aws:iam::111122223333:role/builder', context: { 'sts:ExternalId': externalId } },
  ],
  [
    'as a role of the same name in another account',
    { by: 'arn:aws:iam::999999999999:role/trellis-target', context: { 'sts:ExternalId': externalId } },
  ],
])('nobody gets in %s', async (_, asked) => {
  expect(await decide(asked)).not.toBe('Allowed');
});
