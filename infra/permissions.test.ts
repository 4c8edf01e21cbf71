import { readFileSync } from 'node:fs';
import { Kind, parse } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { builderCalls, functions, type FunctionName } from '../wiring';
import { mayDo, rolesOf, type RoleUnderTest } from './testing/simulate';
import { account, region, wholeTemplates } from './testing/whole';

const roles = new Map<string, RoleUnderTest>();

beforeAll(async () => {
  const { image, trellis } = await wholeTemplates();
  for (const [name, role] of [...rolesOf(image), ...rolesOf(trellis)]) roles.set(name, role);
}, 120_000);

const roleOf = (name: string): RoleUnderTest => {
  const role = roles.get(name);
  if (!role) throw new Error(`There is no role ${name}; there are ${[...roles.keys()].join(', ')}`);
  return role;
};

const arn = (service: string, rest: string): string => `arn:aws:${service}:${region}:${account}:${rest}`;
const api = arn('appsync', 'apis/api');
const mutation = (field: string): string => `${api}/types/Mutation/fields/${field}`;
const table = arn('dynamodb', 'table/trellis');
const task = arn('ecs', 'task/trellis-builders/0123456789abcdef0123456789abcdef');
const family = arn('ecs', 'task-definition/trellis-builder:7');
const inCluster = { 'ecs:cluster': arn('ecs', 'cluster/trellis-builders') };
const inOther = { 'ecs:cluster': arn('ecs', 'cluster/other') };
const toTasks = { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' };
const secret = (name: string): string => arn('secretsmanager', `secret:${name}-AbCdEf`);
const stream = (group: string, name: string): string => arn('logs', `log-group:${group}:log-stream:${name}`);
const builderStream = stream('/trellis/builder', 'builder/builder/0123456789abcdef0123456789abcdef');
const bucket = `arn:aws:s3:::trellis-artifacts-${account}-${region}`;
const artifact = `${bucket}/artifacts/app_1/dep_1.tar.gz`;
const roleArn = (name: string): string => `arn:aws:iam::${account}:role/${roleOf(name).id.toLowerCase()}`;

const yes = true;
const no = false;

/** Who, what, on what, and whether; the last is what else IAM knows of the request. */
type Row = [
  role: string,
  action: string,
  resource: string,
  allowed: boolean,
  context?: Record<string, string>,
];

const rows: Row[] = [
  // The builder claims and reports; it has no other way to anything.
  ['TaskRole', 'appsync:GraphQL', mutation('claimDeployment'), yes],
  ['TaskRole', 'appsync:GraphQL', mutation('reportDeployment'), yes],
  ['TaskRole', 'appsync:GraphQL', mutation('targetCredentials'), yes],
  ['TaskRole', 'appsync:GraphQL', mutation('publishLogs'), no],
  ['TaskRole', 'appsync:GraphQL', mutation('deploy'), no],
  ['TaskRole', 'appsync:GraphQL', `${api}/types/Query/fields/apps`, no],
  ['TaskRole', 'secretsmanager:GetSecretValue', secret('trellis/env_1/TOKEN'), no],
  ['TaskRole', 'secretsmanager:GetSecretValue', secret('trellis/webhook'), no],
  ['TaskRole', 'dynamodb:PutItem', table, no],
  ['TaskRole', 'dynamodb:GetItem', table, no],
  ['TaskRole', 's3:GetObject', artifact, no],
  ['TaskRole', 'sts:AssumeRole', 'arn:aws:iam::999999999999:role/trellis-target-app', no],
  ['TaskRole', 'logs:PutLogEvents', builderStream, no],
  ['ExecutionRole', 'logs:PutLogEvents', builderStream, yes],
  ['ExecutionRole', 'logs:PutLogEvents', stream('/aws/lambda/trellis-deploy', 'any'), no],
  ['ExecutionRole', 'ecr:BatchGetImage', arn('ecr', 'repository/trellis-builder'), yes],
  ['ExecutionRole', 'ecr:BatchGetImage', arn('ecr', 'repository/other'), no],
  ['ExecutionRole', 'ecr:PutImage', arn('ecr', 'repository/trellis-builder'), no],
  // The forwarder has one mutation.
  ['logForwarderRole', 'appsync:GraphQL', mutation('publishLogs'), yes],
  ['logForwarderRole', 'appsync:GraphQL', mutation('deploy'), no],
  ['logForwarderRole', 'secretsmanager:GetSecretValue', secret('trellis/webhook'), no],
  ['logForwarderRole', 'sqs:SendMessage', arn('sqs', 'trellis-failures'), yes],
  ['logForwarderRole', 'sqs:SendMessage', arn('sqs', 'other'), no],
  // The webhook function is called by strangers.
  ['githubWebhookRole', 'secretsmanager:GetSecretValue', secret('trellis/webhook'), yes],
  ['githubWebhookRole', 'secretsmanager:PutSecretValue', secret('trellis/webhook'), no],
  ['githubWebhookRole', 'secretsmanager:GetSecretValue', secret('other/webhook'), no],
  ['githubWebhookRole', 'secretsmanager:GetSecretValue', secret('trellis-other/webhook'), no],
  ['githubWebhookRole', 'ecs:RunTask', family, no, inCluster],
  ['authorizerRole', 'dynamodb:GetItem', table, yes],
  ['authorizerRole', 'dynamodb:PutItem', table, no],
  ['authorizerRole', 'secretsmanager:DeleteSecret', secret('trellis/env_1/TOKEN'), no],
  ['authorizerRole', 'appsync:GraphQL', mutation('deploy'), no],
  // Starting a builder: one family, one cluster, two roles, to ECS alone.
  ['deployRole', 'ecs:RunTask', family, yes, inCluster],
  ['deployRole', 'ecs:RunTask', family, no, inOther],
  ['deployRole', 'ecs:RunTask', arn('ecs', 'task-definition/other:1'), no, inCluster],
  ['deployRole', 'ecs:TagResource', task, yes, { 'ecs:CreateAction': 'RunTask' }],
  ['deployRole', 'ecs:TagResource', task, no],
  ['deployRole', 'ecs:StopTask', task, yes, inCluster],
  ['deployRole', 'ecs:StopTask', arn('ecs', 'task/other/0123456789abcdef0123456789abcdef'), no, inOther],
  ['deployRole', 'ecs:DescribeTasks', task, no, inCluster],
  ['deployRole', 'dynamodb:DeleteItem', table, no],
  ['deployRole', 'dynamodb:Query', `${table}/index/gsi1`, yes],
  ['deployRole', 'dynamodb:Query', `${table}/index/gsi2`, no],
  ['sweeperRole', 'ecs:DescribeTasks', task, yes, inCluster],
  ['sweeperRole', 'logs:GetLogEvents', builderStream, yes],
  ['sweeperRole', 'logs:GetLogEvents', stream('/aws/lambda/trellis-session', 'any'), no],
  ['claimDeploymentRole', 's3:GetObject', artifact, yes],
  ['claimDeploymentRole', 's3:PutObject', artifact, no],
  ['claimDeploymentRole', 's3:GetObject', `${bucket}/other`, no],
  ['claimDeploymentRole', 's3:DeleteObject', artifact, no],
  ['reportDeploymentRole', 's3:PutObject', artifact, yes],
  ['reportDeploymentRole', 's3:PutObject', `${bucket}/other`, no],
  ['reportDeploymentRole', 's3:GetObject', artifact, no],
  ['claimDeploymentRole', 'secretsmanager:PutSecretValue', secret('trellis/env_1/TOKEN'), no],
  ['deployRole', 'events:PutEvents', arn('events', 'event-bus/trellis'), yes],
  ['deployRole', 'events:PutEvents', arn('events', 'event-bus/default'), no],
  ['notifyGithubRole', 'events:PutEvents', arn('events', 'event-bus/trellis'), no],
  ['notifyGithubRole', 'appsync:GraphQL', mutation('deploy'), no],
  // One function enters target accounts, by roles that are named for it.
  ['targetAccessRole', 'sts:AssumeRole', 'arn:aws:iam::999999999999:role/trellis-target-app', yes],
  ['targetAccessRole', 'sts:AssumeRole', 'arn:aws:iam::999999999999:role/Admin', no],
  ['targetAccessRole', 'sts:AssumeRole', 'arn:aws:iam::999999999999:role/x/trellis-target-app', no],
  ['targetAccessRole', 'secretsmanager:GetSecretValue', secret('trellis/env_1/target-1'), yes],
  ['targetAccessRole', 'secretsmanager:PutSecretValue', secret('trellis/env_1/target-1'), no],
  ['targetAccessRole', 'dynamodb:PutItem', table, no],
  ['setTargetRole', 'sts:AssumeRole', 'arn:aws:iam::999999999999:role/trellis-target-app', no],
  ['deployRole', 'sts:AssumeRole', 'arn:aws:iam::999999999999:role/trellis-target-app', no],
  // Resolvers read and write the table and ask the functions of fields.
  ['TableRole', 'dynamodb:BatchWriteItem', table, yes],
  ['TableRole', 'dynamodb:DeleteTable', table, no],
  ['TableRole', 'dynamodb:Scan', table, no],
  ['InvokeRole', 'lambda:InvokeFunction', arn('lambda', 'function:trellis-deploy'), yes],
  ['InvokeRole', 'lambda:InvokeFunction', arn('lambda', 'function:trellis-sweeper'), no],
  ['InvokeRole', 'lambda:InvokeFunction', arn('lambda', 'function:trellis-log-forwarder'), no],
];

test.each(rows)('%s: %s on %s is %s', async (role, action, resource, allowed, context) => {
  expect(await mayDo(roleOf(role), action, resource, context)).toBe(allowed);
});

const callersOfFields = [
  ...(Object.keys(functions) as FunctionName[]).map((name): [string, readonly string[]] => [
    `${name}Role`,
    functions[name].calls,
  ]),
  ['TaskRole', builderCalls] as [string, readonly string[]],
];

const fields = parse(readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8')).definitions.flatMap(
  (definition) =>
    definition.kind === Kind.OBJECT_TYPE_DEFINITION && /^(Query|Mutation)$/.test(definition.name.value)
      ? (definition.fields ?? []).map((field) => [definition.name.value, field.name.value] as const)
      : [],
);

test.each(callersOfFields)('%s calls exactly the fields of the wiring', async (role, calls) => {
  const allowed: string[] = [];
  for (const [type, field] of fields)
    if (await mayDo(roleOf(role), 'appsync:GraphQL', `${api}/types/${type}/fields/${field}`))
      allowed.push(`${type}.${field}`);
  expect(allowed.sort()).toEqual([...calls].sort());
});

describe('what no role has', () => {
  const statements = () =>
    [...roles].flatMap(([role, { policies }]) =>
      policies.flatMap(({ Statement }) => Statement.map((statement) => ({ role, ...statement }))),
    );
  const list = (value: string | string[]): string[] => [value].flat();

  test('an action with a star', () => {
    expect(statements().filter(({ Action }) => list(Action).some((action) => action.includes('*')))).toEqual(
      [],
    );
  });

  test('every resource there is, but for the action that takes no resource', () => {
    const wide = statements().filter(({ Resource }) => list(Resource).includes('*'));
    expect([...new Set(wide.flatMap(({ Action }) => list(Action)))]).toEqual(['ecr:GetAuthorizationToken']);
  });

  test('a policy that AWS manages', () => {
    expect([...roles].filter(([, { managed }]) => managed.length > 0)).toEqual([]);
  });

  test('someone else to take it than a service', () => {
    const principals = [...roles.values()].flatMap((role) => role.principals);
    expect(principals.filter((principal) => Object.keys(principal).join() !== 'Service')).toEqual([]);
  });

  test('a role to hand on, but the two of the builder’s task, and those to ECS alone', async () => {
    const passing = statements().filter(({ Action }) => list(Action).includes('iam:PassRole'));
    expect(passing.length).toBeGreaterThan(0);
    const two = [roleArn('TaskRole'), roleArn('ExecutionRole')].sort();
    for (const { Resource } of passing) expect(list(Resource).sort()).toEqual(two);
    const deploy = roleOf('deployRole');
    expect(await mayDo(deploy, 'iam:PassRole', roleArn('TaskRole'), toTasks)).toBe(yes);
    const elsewhere = { 'iam:PassedToService': 'lambda.amazonaws.com' };
    expect(await mayDo(deploy, 'iam:PassRole', roleArn('TaskRole'), elsewhere)).toBe(no);
  });
});
