import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SynthesizedStack } from '../cdk';
import { startTestRun, type TestRun } from '../testing/installation';
import { deployStack } from './deploy-stack';
import { describeStack, outputsOf } from './describe';
import { makeReady } from './ready';

let at: TestRun;

beforeEach(async () => {
  at = await startTestRun('/nowhere');
});
afterEach(() => at.close());

const synthesized: SynthesizedStack = {
  id: 'Trellis',
  stackName: 'trellis',
  resources: new Map([['AWS::Lambda::Function', 2]]),
};

const deploy = () => deployStack(at.run, '/assembly', synthesized, 'Deploying trellis');

describe('a stack before it is deployed to', () => {
  test('that does not exist is ready', async () => {
    expect(await makeReady(at.run, 'trellis')).toBeUndefined();
  });

  test('that never came to be is removed first', async () => {
    at.stacks.put('trellis', { status: 'ROLLBACK_COMPLETE' });
    expect(await makeReady(at.run, 'trellis')).toBeUndefined();
    expect(at.server.called()).toContain('DeleteStack');
    expect(at.said).toContain('Removing what is left of stack trellis, which never came to be');
  });

  test('that CloudFormation is at work on is waited for', async () => {
    at.stacks.put('trellis', {
      status: 'UPDATE_IN_PROGRESS',
      coming: ['UPDATE_IN_PROGRESS', 'UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE'],
    });
    expect(await makeReady(at.run, 'trellis')).toMatchObject({ StackStatus: 'UPDATE_COMPLETE' });
  });

  test('whose way back failed is rolled back again', async () => {
    at.stacks.put('trellis', { status: 'UPDATE_ROLLBACK_FAILED' });
    expect(await makeReady(at.run, 'trellis')).toMatchObject({ StackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(at.server.called()).toContain('ContinueUpdateRollback');
  });

  test('that is half removed is left to npm run destroy', async () => {
    at.stacks.put('trellis', { status: 'DELETE_FAILED' });
    await expect(makeReady(at.run, 'trellis')).rejects.toMatchObject({
      code: 'aws.stack_half_removed',
      nextStep: 'Run npm run destroy to remove the rest, then npm run deploy again.',
    });
  });

  test('that someone else made is not touched', async () => {
    at.stacks.put('trellis', { description: 'A shop', status: 'ROLLBACK_COMPLETE' });
    await expect(makeReady(at.run, 'trellis')).rejects.toMatchObject({ code: 'aws.name_taken' });
    expect(at.server.called()).not.toContain('DeleteStack');
  });

  test('that cannot be removed says which resource stands in the way', async () => {
    const stack = at.stacks.put('trellis', { status: 'ROLLBACK_FAILED' });
    at.server.on('DeleteStack', () => {
      const reason = 'The bucket you tried to delete is not empty';
      stack.coming = ['DELETE_IN_PROGRESS', 'DELETE_IN_PROGRESS', 'DELETE_FAILED'];
      at.stacks.tell(stack, {
        resource: 'Artifacts',
        type: 'AWS::S3::Bucket',
        status: 'DELETE_FAILED',
        reason,
      });
      return '<DeleteStackResponse></DeleteStackResponse>';
    });
    await expect(makeReady(at.run, 'trellis')).rejects.toMatchObject({
      code: 'aws.resource_failed',
      message: 'S3 Bucket Artifacts could not be removed: The bucket you tried to delete is not empty.',
    });
  });
});

describe('a stack that is deployed', () => {
  test('tells each resource as it is done', async () => {
    at.run.cdk = () => {
      const stack = at.stacks.put('trellis');
      for (const resource of ['One', 'Two'])
        at.stacks.tell(stack, { resource, type: 'AWS::Lambda::Function', status: 'CREATE_COMPLETE' });
      return Promise.resolve({ code: 0, lines: [] });
    };
    expect(await deploy()).toMatchObject({ StackName: 'trellis' });
    expect(at.said).toContain('1 of 2: created Lambda Function One');
    expect(at.said).toContain('2 of 2: created Lambda Function Two');
  });

  test('fails with the resource that failed first, whatever the CDK says', async () => {
    at.run.cdk = () => {
      const stack = at.stacks.put('trellis', { status: 'ROLLBACK_COMPLETE' });
      const type = 'AWS::EC2::VPC';
      const reason = 'The maximum number of VPCs has been reached. (HandlerErrorCode: ServiceLimitExceeded)';
      at.stacks.tell(stack, { resource: 'Network', type, status: 'CREATE_FAILED', reason });
      return Promise.resolve({ code: 1, lines: ['❌  trellis failed: ToolkitError: The stack failed'] });
    };
    await expect(deploy()).rejects.toMatchObject({
      code: 'aws.quota_reached',
      message: expect.stringContaining(
        'EC2 VPC Network: The maximum number of VPCs has been reached',
      ) as string,
    });
  });

  test('fails with what the CDK says when no resource did', async () => {
    at.run.cdk = () =>
      Promise.resolve({ code: 1, lines: ['❌  trellis failed: Error: Need to perform AWS calls'] });
    await expect(deploy()).rejects.toMatchObject({
      code: 'aws.tool_failed',
      message: 'The AWS CDK ended with code 1: Need to perform AWS calls.',
    });
  });

  test('takes over what an earlier installation of its name has left', async () => {
    let given: readonly string[] = [];
    at.run.cdk = (args) => {
      given = args;
      at.stacks.put('trellis');
      return Promise.resolve({ code: 0, lines: [] });
    };
    await deploy();
    expect(given).toEqual(expect.arrayContaining(['deploy', 'Trellis', '--import-existing-resources']));
  });

  test('must say the outputs that are asked for', async () => {
    at.stacks.put('trellis', { outputs: { TableName: 'trellis' } });
    const stack = await describeStack(at.run.clients.cloudFormation, 'trellis');
    expect(stack && outputsOf(stack, ['TableName'])).toEqual({ TableName: 'trellis' });
    expect(() => stack && outputsOf(stack, ['GraphqlUrl'])).toThrow(
      expect.objectContaining({ code: 'aws.output_missing' }) as Error,
    );
  });
});
