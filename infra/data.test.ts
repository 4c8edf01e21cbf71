import { beforeAll, expect, test } from 'vitest';
import { functions, schedules, type FunctionName } from '../wiring';
import { isAsync } from './async-functions';
import { propertiesIn, wholeTemplates, type Resource, type Resources } from './testing/whole';

let all: Resource[] = [];
let resources: Resources = {};

beforeAll(async () => {
  const { image, trellis } = await wholeTemplates();
  resources = trellis;
  all = [...Object.values(image), ...Object.values(trellis)];
}, 120_000);

const ofType = (type: string): Resource[] => all.filter(({ Type }) => Type === type);

test('the table cannot be deleted by accident, can be brought back to any second, and stays when the stack goes', () => {
  const [table] = ofType('AWS::DynamoDB::Table');
  expect(table).toMatchObject({
    DeletionPolicy: 'Retain',
    Properties: {
      BillingMode: 'PAY_PER_REQUEST',
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    },
  });
});

test('every log group forgets after a while', () => {
  const groups = ofType('AWS::Logs::LogGroup');
  expect(groups.length).toBeGreaterThan(Object.keys(functions).length);
  for (const { Properties } of groups) expect(Properties.RetentionInDays).toBeGreaterThan(0);
});

test('every bucket is closed to the public and encrypted, the queue and the images are encrypted', () => {
  const closed = {
    BlockPublicAcls: true,
    BlockPublicPolicy: true,
    IgnorePublicAcls: true,
    RestrictPublicBuckets: true,
  };
  expect(ofType('AWS::S3::Bucket').length).toBeGreaterThan(0);
  for (const { Properties } of ofType('AWS::S3::Bucket')) {
    expect(Properties.PublicAccessBlockConfiguration).toEqual(closed);
    expect(Properties.BucketEncryption).toBeDefined();
  }
  for (const { Properties } of ofType('AWS::SQS::Queue')) expect(Properties.SqsManagedSseEnabled).toBe(true);
  for (const { Properties } of ofType('AWS::ECR::Repository'))
    expect(Properties.EncryptionConfiguration).toBeDefined();
});

test('each function has its own role and log group, and exactly the variables of the wiring', () => {
  const made = propertiesIn<{
    FunctionName: string;
    Role: { 'Fn::GetAtt': [string] };
    LoggingConfig: { LogGroup: { Ref: string } };
    Environment?: { Variables: Record<string, unknown> };
  }>(resources, 'AWS::Lambda::Function');
  expect(made).toHaveLength(Object.keys(functions).length);
  expect(new Set(made.map(({ Role }) => Role['Fn::GetAtt'][0])).size).toBe(made.length);
  expect(new Set(made.map(({ LoggingConfig }) => LoggingConfig.LogGroup.Ref)).size).toBe(made.length);
  for (const [name, { variables }] of Object.entries(functions)) {
    const kebab = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    const fn = made.find(({ FunctionName }) => FunctionName === `trellis-${kebab}`);
    expect([name, Object.keys(fn?.Environment?.Variables ?? {}).sort()]).toEqual([
      name,
      [...variables].sort(),
    ]);
  }
});

test('what nobody waits for keeps its failures, and somebody is told of them', () => {
  const asked = (Object.keys(functions) as FunctionName[]).filter(isAsync);
  const kept = propertiesIn(resources, 'AWS::Lambda::EventInvokeConfig');
  expect(kept).toHaveLength(asked.length);
  for (const config of kept) expect(config.DestinationConfig).toHaveProperty('OnFailure.Destination');
  const alarms = propertiesIn<{ AlarmName: string; AlarmActions: unknown[] }>(
    resources,
    'AWS::CloudWatch::Alarm',
  );
  for (const name of asked)
    expect(alarms.map(({ AlarmName }) => AlarmName)).toContain(`trellis: ${name} fails`);
  for (const { AlarmActions } of alarms) expect(AlarmActions).toHaveLength(1);
});

test('the clock runs what the wiring says, as often as it says', () => {
  const rates = propertiesIn<{ ScheduleExpression?: string }>(resources, 'AWS::Events::Rule')
    .flatMap(({ ScheduleExpression }) => ScheduleExpression ?? [])
    .sort();
  expect(rates).toEqual(
    Object.values(schedules).map(({ everySeconds }) =>
      everySeconds === 60 ? 'rate(1 minute)' : `rate(${everySeconds / 60} minutes)`,
    ),
  );
});

test('names, a boundary, tags, traces and limits of one’s own reach every resource that takes them', async () => {
  const boundary = 'arn:aws:iam::123456789012:policy/boundary';
  const { image, trellis } = await wholeTemplates({
    name: 'ci',
    region: 'us-east-1',
    account: '123456789012',
    permissionsBoundaryArn: boundary,
    tags: { team: 'platform' },
    xray: true,
    reserveConcurrency: true,
    vpcId: 'vpc-0123456789abcdef0',
    subnetIds: ['subnet-0123456789abcdef0'],
  });
  const roles = [...propertiesIn(image, 'AWS::IAM::Role'), ...propertiesIn(trellis, 'AWS::IAM::Role')];
  expect(roles.length).toBeGreaterThan(0);
  for (const role of roles) expect(role.PermissionsBoundary).toBe(boundary);
  expect(propertiesIn(trellis, 'AWS::DynamoDB::Table')).toMatchObject([
    { TableName: 'ci', Tags: [{ Key: 'team', Value: 'platform' }] },
  ]);
  const made = propertiesIn(trellis, 'AWS::Lambda::Function');
  for (const fn of made) expect(fn.TracingConfig).toEqual({ Mode: 'Active' });
  expect(made.filter((fn) => fn.ReservedConcurrentExecutions !== undefined)).toHaveLength(4);
  expect(propertiesIn(trellis, 'AWS::EC2::VPC')).toEqual([]);
}, 120_000);
