import type { StackEvent } from '@aws-sdk/client-cloudformation';
import { describe, expect, test } from 'vitest';
import { progressLine, rootCause, unseen } from './events';
import { explainEvent, reasonInWords } from './explain';

const stackId = 'arn:aws:cloudformation:eu-central-1:123456789012:stack/trellis/1';

const event = (more: Partial<StackEvent>): StackEvent => ({
  EventId: 'e1',
  StackId: stackId,
  StackName: 'trellis',
  Timestamp: new Date('2026-11-25T20:00:00Z'),
  LogicalResourceId: 'DeployFunction',
  PhysicalResourceId: 'trellis-deploy',
  ResourceType: 'AWS::Lambda::Function',
  ResourceStatus: 'CREATE_COMPLETE',
  ...more,
});

const stack = (more: Partial<StackEvent>): StackEvent =>
  event({
    LogicalResourceId: 'trellis',
    PhysicalResourceId: stackId,
    ResourceType: 'AWS::CloudFormation::Stack',
    ...more,
  });

describe('progress of a stack', () => {
  test.each([
    ['CREATE_COMPLETE', 'created Lambda Function DeployFunction'],
    ['UPDATE_COMPLETE', 'updated Lambda Function DeployFunction'],
    ['DELETE_COMPLETE', 'removed Lambda Function DeployFunction'],
    ['CREATE_FAILED', 'not created: Lambda Function DeployFunction'],
    ['CREATE_IN_PROGRESS', undefined],
  ] as const)('%s is told as "%s"', (ResourceStatus, line) =>
    expect(progressLine(event({ ResourceStatus }))).toBe(line),
  );

  test('the stack itself is no resource of its own', () => expect(progressLine(stack({}))).toBeUndefined());

  test('a page is told from its oldest event on, and no event twice', () => {
    const page = ['e3', 'e2', 'e1'].map((EventId) => event({ EventId }));
    expect(unseen(page, new Set(['e1'])).map(({ EventId }) => EventId)).toEqual(['e2', 'e3']);
  });
});

describe('the failure that brought the others about', () => {
  test('is the first one that was not a consequence', () => {
    const events = [
      event({ ResourceStatus: 'CREATE_IN_PROGRESS', ResourceStatusReason: 'Resource creation Initiated' }),
      event({
        LogicalResourceId: 'A',
        ResourceStatus: 'CREATE_FAILED',
        ResourceStatusReason: 'Resource creation cancelled',
      }),
      event({
        LogicalResourceId: 'B',
        ResourceStatus: 'CREATE_FAILED',
        ResourceStatusReason: 'no such subnet',
      }),
      event({
        LogicalResourceId: 'C',
        ResourceStatus: 'CREATE_FAILED',
        ResourceStatusReason: 'Resource creation cancelled',
      }),
      stack({
        ResourceStatus: 'ROLLBACK_IN_PROGRESS',
        ResourceStatusReason: 'The following resource(s) failed to create: [A, B, C].',
      }),
    ];
    expect(rootCause(events)?.LogicalResourceId).toBe('B');
  });

  test('is what the stack says when no resource says anything', () => {
    const events = [
      stack({
        ResourceStatus: 'ROLLBACK_IN_PROGRESS',
        ResourceStatusReason: 'Parameters: [x] must have values',
      }),
    ];
    expect(rootCause(events)?.LogicalResourceId).toBe('trellis');
  });

  test('is nothing where nothing failed', () => expect(rootCause([event({})])).toBeUndefined());
});

const wrapped = (message: string, code: string): string =>
  `Resource handler returned message: "${message} (Service: Lambda, Status Code: 400, Request ID: 4403f994) (SDK Attempt Count: 1)" (RequestToken: a77c68cf, HandlerErrorCode: ${code})`;

describe('why a resource failed', () => {
  test.each([
    [
      'aws.quota_reached',
      wrapped(
        "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [10].",
        'InvalidRequest',
      ),
    ],
    ['aws.quota_reached', wrapped('The maximum number of VPCs has been reached.', 'ServiceLimitExceeded')],
    ['aws.quota_reached', 'Resource limit exceeded: LimitExceeded'],
    ['aws.resource_taken', wrapped('A function with that name already exists', 'AlreadyExists')],
    [
      'aws.resource_taken',
      'trellis-artifacts-123456789012 already exists in stack arn:aws:cloudformation:eu-central-1:123456789012:stack/other/2',
    ],
    [
      'aws.denied',
      wrapped(
        'User: arn:aws:sts::123456789012:assumed-role/x is not authorized to perform: iam:CreateRole',
        'AccessDenied',
      ),
    ],
    ['aws.resource_failed', wrapped('The subnet does not exist', 'NotFound')],
  ] as const)('%s', (code, ResourceStatusReason) => {
    const explained = explainEvent(
      event({ ResourceStatus: 'CREATE_FAILED', ResourceStatusReason }),
      'npm run deploy',
    );
    expect(explained.code).toBe(code);
    expect(explained.message).not.toMatch(/RequestToken|Request ID/);
  });

  test('says what was being done to what', () => {
    const failed = event({
      ResourceStatus: 'UPDATE_FAILED',
      ResourceStatusReason: wrapped('The subnet does not exist', 'NotFound'),
    });
    expect(explainEvent(failed, 'npm run deploy').message).toBe(
      'Lambda Function DeployFunction could not be updated: The subnet does not exist.',
    );
  });

  test('a reason without wrapping stays as it is', () =>
    expect(reasonInWords('Template error: x does not exist.')).toBe('Template error: x does not exist'));
});
