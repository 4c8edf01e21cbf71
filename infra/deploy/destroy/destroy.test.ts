import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { destroyInstallation } from '../destroy';
import { FakeBuckets } from '../testing/buckets';
import { AwsError } from '../testing/aws-server';
import { startTestRun, type TestRun } from '../testing/installation';

const artifacts = 'trellis-artifacts-123456789012-eu-central-1';

let at: TestRun;
let buckets: FakeBuckets;
/** Items of the index of environments that have work in them. */
let busy: object[];

const object = { body: Buffer.from('x'), type: 'text/plain' };
const options = { yes: true, json: false, deleteData: false, force: false, settings: {} };

// The store keeps its client as long as the process lives, so there is one server for all tests.
beforeAll(async () => {
  at = await startTestRun('/nowhere');
});
afterAll(() => at.close());

beforeEach(() => {
  at.server.calls.length = 0;
  at.said.length = 0;
  at.stacks.stacks.clear();
  at.run.command = 'npm run destroy';
  buckets = new FakeBuckets(at.server);
  busy = [];
  at.stacks.put('trellis', {
    resources: [
      { type: 'AWS::S3::Bucket', id: 'pages' },
      { type: 'AWS::S3::Bucket', id: artifacts },
      { type: 'AWS::Lambda::Function', id: 'trellis-deploy' },
    ],
  });
  at.stacks.put('trellis-image');
  for (const name of ['pages', artifacts]) buckets.buckets.set(name, new Map([['a', object]]));
  at.server
    .on('Query', ({ input }) => ({ Items: input.IndexName === 'gsi2' ? busy : [] }))
    .on('DescribeLogGroups', ({ input }) => ({
      logGroups: [{ logGroupName: `${String(input.logGroupNamePrefix)}x` }],
    }))
    .on('DeleteLogGroup', () => ({}))
    .on('ListSecrets', () => ({
      SecretList: [{ Name: 'trellis/signing-key' }, { Name: 'trellis-other/key' }],
    }))
    .on('DeleteSecret', () => ({}))
    .on('UpdateTable', () => ({}))
    .on('DeleteTable', () => ({}));
});

const inputsOf = (operation: string) =>
  at.server.calls.filter((call) => call.operation === operation).map(({ input }) => input);

describe('removing an installation', () => {
  test('takes both stacks, the main one first, and keeps the data', async () => {
    await destroyInstallation(at.run, options);
    expect(at.stacks.stacks.size).toBe(0);
    expect(inputsOf('DeleteStack').map(({ StackName }) => String(StackName).split('/')[1])).toEqual([
      'trellis',
      'trellis-image',
    ]);
    expect(buckets.buckets.get(artifacts)?.size).toBe(1);
    expect(at.server.called()).not.toContain('DeleteTable');
    expect(at.server.called()).not.toContain('DeleteSecret');
    expect(inputsOf('DeleteLogGroup')).toEqual([{ logGroupName: '/aws/lambda/trellis-x' }]);
  });

  test('empties the bucket of the dashboard, which could not be removed otherwise', async () => {
    await destroyInstallation(at.run, options);
    expect(buckets.buckets.get('pages')?.size).toBe(0);
  });

  test('names what is deleted and what is kept before it asks', async () => {
    await destroyInstallation(at.run, options);
    const plan = at.said.find((text) => text.includes('Deleted:'));
    expect(plan).toContain('stack trellis, with all that it holds');
    expect(plan).toContain(`bucket ${artifacts}: artifacts`);
    expect(plan).toContain('Kept, and found again by npm run deploy');
  });

  test('with the data takes table, artifacts, secrets and logs of this installation only', async () => {
    await destroyInstallation(at.run, { ...options, deleteData: true, settings: { name: 'trellis' } });
    expect(inputsOf('UpdateTable')).toEqual([{ TableName: 'trellis', DeletionProtectionEnabled: false }]);
    expect(inputsOf('DeleteTable')).toEqual([{ TableName: 'trellis' }]);
    expect(buckets.buckets.has(artifacts)).toBe(false);
    expect(inputsOf('DeleteSecret')).toEqual([
      { SecretId: 'trellis/signing-key', ForceDeleteWithoutRecovery: true },
    ]);
    expect(inputsOf('DeleteLogGroup')).toContainEqual({ logGroupName: '/trellis/builderx' });
  });

  test('a yes alone does not take the data: the name must be typed', async () => {
    await expect(destroyInstallation(at.run, { ...options, deleteData: true })).rejects.toMatchObject({
      code: 'command.not_confirmed',
      nextStep: 'Run npm run destroy again with -- --delete-data --yes --name trellis.',
    });
    expect(at.stacks.stacks.size).toBe(2);
  });

  test('without a terminal and without a yes nothing is removed', async () => {
    await expect(destroyInstallation(at.run, { ...options, yes: false })).rejects.toMatchObject({
      code: 'command.not_confirmed',
    });
    expect(at.server.called()).not.toContain('DeleteStack');
  });

  test('while deployments run nothing is removed, unless that is asked for', async () => {
    busy = [{ name: { S: 'production' }, active: { M: { id: { S: 'dep_1' } } } }];
    await expect(destroyInstallation(at.run, options)).rejects.toMatchObject({
      code: 'destroy.busy',
      message: 'Nothing was removed: in one environment a deployment is running or waiting.',
    });
    expect(at.server.called()).not.toContain('DeleteStack');
    await destroyInstallation(at.run, { ...options, force: true });
    expect(at.stacks.stacks.size).toBe(0);
  });

  test('a second run finds nothing left to do and says so', async () => {
    await destroyInstallation(at.run, options);
    at.server.on('Query', () => {
      throw new AwsError('ResourceNotFoundException', 'Requested resource not found');
    });
    await destroyInstallation(at.run, { ...options, deleteData: true, settings: { name: 'trellis' } });
    expect(at.stacks.stacks.size).toBe(0);
  });

  test('a stack that could not be removed is removed by the next run', async () => {
    at.stacks.put('trellis', { status: 'DELETE_FAILED' });
    await destroyInstallation(at.run, options);
    expect(at.stacks.stacks.size).toBe(0);
  });

  test('a stack of someone else is not touched', async () => {
    at.stacks.put('trellis', { description: 'A shop' });
    await expect(destroyInstallation(at.run, options)).rejects.toMatchObject({ code: 'aws.name_taken' });
    expect(at.server.called()).not.toContain('DeleteStack');
  });
});
