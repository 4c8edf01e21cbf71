/** Every function through its own handler, with the events that AWS sends: complete, repeated, out of order, and broken. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { serializeLogRecord } from '../core/log-record';
import { functionFields, functions, schedules, type FunctionName } from '../wiring';
import { findDeployment, getDeployment } from './adapters/store/deployments';
import { invokeFunction } from './testing/api';
import { hash, makeApp } from './testing/apps';
import {
  busEvent,
  controlEvent,
  iamIdentity,
  logsEvent,
  logsEventOf,
  scheduledEvent,
  taskEvent,
  type TaskChange,
} from './testing/aws-events';
import { useInstallation } from './testing/installation';
import { chunkOf, givenRunning, storedLines, taskId } from './testing/logs';

const trellis = useInstallation();
beforeEach(() => vi.spyOn(console, 'error').mockImplementation(() => undefined));
afterEach(() => vi.restoreAllMocks());
const reported = (): string => vi.mocked(console.error).mock.calls.flat().join('\n');

/** Those that are called neither by a field nor by the clock; each has a part of its own, here or in `aws-requests.test.ts`. */
const byOwnEvents: readonly FunctionName[] = [
  'logForwarder',
  'taskStopped',
  'notifyGithub',
  'githubWebhook',
  'githubReturn',
  'session',
];

const fields = new Map<string, FunctionName>(Object.entries(functionFields));

/** What resolvers hand to a function (`resolvers/shared/invoke.ts`). */
const fieldEvent = (field: string, args: unknown, identity: unknown) => ({
  field,
  args,
  identity,
  userAgent: 'trellis',
});

describe('the log forwarder', () => {
  const forward = (event: unknown) => invokeFunction('logForwarder', event);
  const records = (...numbers: number[]) => numbers.map((first) => serializeLogRecord(chunkOf(first)));

  test('stores lines that come out of order, doubled, and again with the whole event', async () => {
    await givenRunning();
    await forward(logsEvent(records(3, 1, 1, 2)));
    await forward(logsEvent(records(0, 2)));
    await forward(logsEvent(records(3, 1, 1, 2)));
    expect(await storedLines()).toEqual([{ from: 0, to: 3 }]);
  });

  test('stores a batch as big as an event can be', async () => {
    await givenRunning();
    const text = 'x'.repeat(10_000);
    await forward(
      logsEvent(Array.from({ length: 100 }, (_, seq) => serializeLogRecord(chunkOf(seq, 1, { text })))),
    );
    expect(await storedLines()).toEqual([{ from: 0, to: 99 }]);
  });

  test('has nothing to do for a control message and for an empty batch', async () => {
    await givenRunning();
    await forward(controlEvent());
    await forward(logsEvent([]));
    expect([await storedLines(), reported()]).toEqual([[], '']);
  });

  test.each([
    ['no base64', { awslogs: { data: '%%%' } }],
    ['no gzip', { awslogs: { data: Buffer.from('plain').toString('base64') } }],
    ['half of it', { awslogs: { data: logsEvent(['a']).awslogs.data.slice(0, 40) } }],
    ['no JSON', logsEventOf('not json')],
    ['another shape', logsEventOf({ messageType: 'DATA_MESSAGE', logStream: 1 })],
    ['nothing', {}],
  ])('leaves %s alone, says so, and asks for no repetition', async (_what, event) => {
    await expect(forward(event)).resolves.toBeNull();
    expect(reported()).toContain('could not be read');
  });
});

describe('a change of a task', () => {
  const started = async () => {
    const { development } = await makeApp();
    const { id } = await trellis.call('deploy', {
      input: { environmentId: development.id, commit: hash('a') },
    });
    const { taskArn } = trellis.aws.taskOf(id);
    const tell = (change: Partial<TaskChange> = {}) =>
      invokeFunction('taskStopped', taskEvent({ taskArn, startedBy: id, ...change }));
    return { id, development, tell };
  };
  const ESSENTIAL = {
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
  };

  test.each<[string, Partial<TaskChange>, RegExp]>([
    [
      'its image could not be had',
      {
        stopCode: 'TaskFailedToStart',
        stoppedReason: 'Task failed to start',
        reason: 'CannotPullContainerError: not found',
      },
      /CannotPullContainerError: not found/,
    ],
    [
      'its network could not be made',
      {
        stopCode: 'TaskFailedToStart',
        stoppedReason: 'Timeout waiting for network interface provisioning to complete.',
      },
      /network interface/,
    ],
    [
      'its memory was used up',
      { ...ESSENTIAL, exitCode: 137, reason: 'OutOfMemoryError: Container killed due to memory usage' },
      /memory was used up/,
    ],
    ['it was killed', { ...ESSENTIAL, exitCode: 137 }, /killed/],
    ['it crashed', { ...ESSENTIAL, exitCode: 1 }, /exit code 1/],
    [
      'a person stopped it',
      { stopCode: 'UserInitiated', stoppedReason: 'Task stopped by user', exitCode: 143 },
      /stopped by user/,
    ],
    [
      'a service stopped it',
      {
        stopCode: 'ServiceSchedulerInitiated',
        stoppedReason: 'Scaling activity initiated by deployment',
        exitCode: 143,
      },
      /Scaling activity/,
    ],
    [
      'its spot capacity was taken',
      { stopCode: 'SpotInterruption', stoppedReason: 'Your Spot Task was interrupted.', exitCode: 137 },
      /taken away/,
    ],
    [
      'its machine is retired',
      { stopCode: 'TerminationNotice', stoppedReason: 'Task is being stopped for maintenance' },
      /taken away/,
    ],
    ['nobody says why', {}, /gone/],
  ])('ends the deployment with the reason when %s', async (_what, change, words) => {
    const { id, development, tell } = await started();
    await trellis.claim(id);
    await tell(change);
    expect((await getDeployment(id)).reason).toMatch(words);
    expect((await trellis.environment(development.id)).active).toBeNull();
  });

  test('means nothing before the task has stopped, and nothing new when it is told again or late', async () => {
    const { id, tell } = await started();
    await trellis.claim(id);
    await tell({ lastStatus: 'RUNNING', version: 4 });
    expect((await getDeployment(id)).status).toBe('RUNNING');
    await tell({ ...ESSENTIAL, exitCode: 1, version: 6 });
    const ended = await findDeployment(id);
    await tell({ ...ESSENTIAL, exitCode: 137, version: 6 });
    await tell({ lastStatus: 'DEPROVISIONING', ...ESSENTIAL, version: 5 });
    await tell({ lastStatus: 'RUNNING', version: 4 });
    expect(await findDeployment(id)).toEqual(ended);
  });

  test('is left alone when the task is none of ours', async () => {
    await expect(
      invokeFunction(
        'taskStopped',
        taskEvent({ taskArn: `arn:aws:ecs:eu-central-1:1:task/other/${taskId}`, startedBy: 'ecs-svc/1' }),
      ),
    ).resolves.toBeNull();
  });
});

describe('an event of our own bus', () => {
  const tell = (detail: object) => invokeFunction('notifyGithub', busEvent('Deployment changed', detail));

  test('is taken any number of times, also when its deployment is gone', async () => {
    await givenRunning();
    for (const deploymentId of ['dep_1', 'dep_1', 'dep_gone'])
      await expect(tell({ deploymentId, status: 'RUNNING' })).resolves.toBeNull();
  });
});

describe('what runs by the clock', () => {
  test.each(Object.entries(schedules))(
    '%s takes the event of its schedule, any number of times',
    async (name, schedule) => {
      await expect(invokeFunction(schedule.function, scheduledEvent(name))).resolves.toBeNull();
      await expect(invokeFunction(schedule.function, scheduledEvent(name))).resolves.toBeNull();
      expect(reported()).toBe('');
    },
  );
});

describe.each([...fields])('%s', (field, name) => {
  const codeOf = async (identity: unknown, args: unknown = {}) => {
    const { error } = (await invokeFunction(name, fieldEvent(field, args, identity))) as {
      error?: { code: string };
    };
    return error?.code;
  };
  const nobody = {
    resolverContext: { id: 'mem_1', name: 'eve', kind: 'member', permissions: '', roles: '' },
  };

  test('refuses who may not, and fails at no arguments', async () => {
    expect(await codeOf(nobody)).toBe('auth.forbidden');
    expect(await codeOf(null)).toBe('auth.missing');
    for (const args of [{}, null, { input: [], id: {}, deploymentId: null }, 'text'])
      expect(await codeOf(iamIdentity(), args)).not.toBe('internal.unexpected');
  });
});

test('no function is left out here', () => {
  const shown: FunctionName[] = [
    'authorizer',
    ...Object.values(functionFields),
    ...Object.values(schedules).map((schedule) => schedule.function),
    ...byOwnEvents,
  ];
  expect([...new Set(shown)].sort()).toEqual(Object.keys(functions).sort());
});
