/** What is left behind when something dies, or a message is lost, and how it comes to an end. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { serializeLogRecord } from '../core/log-record';
import type { DeploymentRecord, EnvironmentRecord } from '../core/records';
import { deploymentKey } from '../core/table';
import { limits } from '../core/watch';
import { deleteItem, putItem } from './adapters/dynamo';
import { findDeployment, getDeployment, moveDeployment } from './adapters/store/deployments';
import { changeLock } from './adapters/store/environments';
import { FakeError } from './testing/fake-aws';
import { hash, makeApp } from './testing/apps';
import { useInstallation } from './testing/installation';
import { handler as sweep } from './sweeper';
import { handler as taskStopped } from './task-stopped';

const trellis = useInstallation();

let now = Date.now();
beforeEach(() => {
  now = Date.now();
  vi.spyOn(Date, 'now').mockImplementation(() => now);
});
afterEach(() => vi.restoreAllMocks());

/** The sweeper's visits, every 20 seconds, for so long. */
const sweepFor = async (milliseconds: number): Promise<void> => {
  for (let passed = 0; passed <= milliseconds + 20_000; passed += 20_000) {
    await sweep();
    now += 20_000;
  }
};

const start = async (environment: EnvironmentRecord, commit = hash('a')): Promise<DeploymentRecord> =>
  trellis.call('deploy', { input: { environmentId: environment.id, commit } });

const stopped = (id: string, more: object = {}) => {
  const { taskArn } = trellis.aws.taskOf(id);
  const detail = { taskArn, lastStatus: 'STOPPED', startedBy: id, ...more };
  return taskStopped({ source: 'aws.ecs', 'detail-type': 'ECS Task State Change', detail });
};

const expectFree = async (environment: EnvironmentRecord): Promise<void> => {
  const after = await trellis.environment(environment.id);
  expect([after.active, after.queued, after.settling]).toEqual([null, null, {}]);
  expect(after).not.toHaveProperty('gsi2pk');
};

describe('a task that stops without a word', () => {
  test('ends its deployment with a reason, frees the environment and starts the next', async () => {
    const { development } = await makeApp();
    const first = await start(development);
    const second = await start(development, hash('b'));
    await trellis.claim(first.id);
    await stopped(first.id, { stopCode: 'EssentialContainerExited', containers: [{ exitCode: 137 }] });
    expect(await getDeployment(first.id)).toMatchObject({
      status: 'FAILED',
      reason: expect.stringContaining('memory') as string,
      nextStep: expect.stringContaining('memory') as string,
    });
    expect((await trellis.environment(development.id)).active?.id).toBe(second.id);
    expect(trellis.aws.taskOf(second.id)).toBeDefined();
  });

  test('told twice, late, or after a proper end, changes nothing', async () => {
    const { development } = await makeApp();
    const { id } = await start(development);
    const ended = await trellis.run(id);
    await stopped(id, { containers: [{ exitCode: 0 }] });
    await stopped(id, { containers: [{ exitCode: 1 }] });
    expect(await getDeployment(id)).toEqual(ended);
    await expectFree(development);
  });

  test('after a cancel counts as cancelled', async () => {
    const { development } = await makeApp();
    const { id } = await start(development);
    await trellis.claim(id);
    await trellis.call('cancelDeployment', { id });
    await stopped(id, { stopCode: 'UserInitiated', containers: [{ exitCode: 137 }] });
    expect((await getDeployment(id)).status).toBe('CANCELLED');
  });

  test('leaves no line behind that it printed', async () => {
    const { development } = await makeApp();
    const { id } = await start(development);
    await trellis.claim(id);
    const chunk = (firstSeq: number, text: string) => ({
      trellis: 1 as const,
      type: 'chunk' as const,
      deploymentId: id,
      firstSeq,
      count: 1,
      step: 'TEST' as const,
      time: 1,
      text,
      stderr: [],
      continues: false,
    });
    const lines = [chunk(0, 'one'), chunk(1, 'two')].map(serializeLogRecord);
    trellis.aws.logs.set(`builder/builder/${trellis.aws.taskOf(id).taskArn.split('/').pop()}`, [
      'not a record',
      ...lines,
    ]);
    await stopped(id, { containers: [{ exitCode: 1 }] });
    const { data } = await trellis.graphql(`{ logs(deploymentId: "${id}") { chunks { firstSeq text } } }`);
    expect(data).toMatchObject({ logs: { chunks: [{ text: 'one' }, { text: 'two' }] } });
    expect((await getDeployment(id)).logLines).toBe(2);
  });
});

describe('a start that fails', () => {
  test.each([
    ['an answer without a task', () => ({ tasks: [], failures: [{ reason: 'AGENT' }] })],
    [
      'a refusal',
      () => {
        throw new FakeError('AccessDeniedException', 'not allowed');
      },
    ],
  ])('with %s ends the deployment and frees the environment', async (_what, answer) => {
    const { development } = await makeApp();
    trellis.aws.beforeRunTask = answer;
    const deployment = await start(development);
    expect(deployment).toMatchObject({ status: 'FAILED', nextStep: expect.stringContaining('.') as string });
    await expectFree(development);
  });

  test('for want of capacity, or throttled in disguise, is tried again', async () => {
    const { development } = await makeApp();
    const answers: (() => object)[] = [
      () => ({ tasks: [], failures: [{ reason: 'RESOURCE:CPU' }] }),
      () => {
        throw new FakeError('InvalidParameterException', 'Rate exceeded');
      },
    ];
    trellis.aws.beforeRunTask = () => answers.shift()?.();
    expect((await start(development)).status).toBe('STARTING');
    expect(trellis.aws.tasks).toHaveLength(1);
  });
});

describe('the sweeper', () => {
  test('leaves a deployment alone whose builder is heard', async () => {
    const { development } = await makeApp();
    const { id } = await start(development);
    const { lease } = await trellis.claim(id);
    for (let visits = 0; visits < 10; visits += 1) {
      await sweep();
      now += 30_000;
      await trellis.report(id, lease);
    }
    expect((await getDeployment(id)).status).toBe('RUNNING');
  });

  test('gives a silent builder up, and stops its task', async () => {
    const { development } = await makeApp();
    const { id } = await start(development);
    await trellis.claim(id);
    await sweepFor(limits.silentMs);
    expect(await getDeployment(id)).toMatchObject({
      status: 'FAILED',
      reason: expect.stringContaining('heard') as string,
      // Readers know where the log ends, too.
      logLines: 0,
    });
    expect(trellis.aws.taskOf(id).stopRequested).toBe(true);
    await sweep();
    await expectFree(development);
  });

  test('ends a deployment whose task stopped while the message about it was lost', async () => {
    const { development } = await makeApp();
    const { id } = await start(development);
    Object.assign(trellis.aws.taskOf(id), {
      lastStatus: 'STOPPED',
      stopCode: 'TaskFailedToStart',
      stoppedReason: 'ENI',
    });
    await sweep();
    expect(await getDeployment(id)).toMatchObject({
      status: 'FAILED',
      reason: expect.stringContaining('ENI') as string,
    });
    await sweep();
    await expectFree(development);
  });

  test('ends a deployment whose builder never claims', async () => {
    const { development } = await makeApp();
    const { id } = await start(development);
    await sweepFor(development.settings.startTimeoutSeconds * 1000);
    expect(await getDeployment(id)).toMatchObject({
      status: 'FAILED',
      reason: 'The builder did not start in 180 s.',
    });
  });

  test('ends a deployment that outlives its limit although it is heard', async () => {
    const { development } = await makeApp();
    await trellis.graphql(
      `mutation { updateEnvironment(input: { id: "${development.id}", settings: { timeoutSeconds: 60 } }) { id } }`,
    );
    const { id } = await start(development);
    const { lease } = await trellis.claim(id);
    for (let passed = 0; passed < 60_000 + limits.overtimeMs; passed += 20_000) {
      await sweep();
      now += 20_000;
      await trellis.report(id, lease);
    }
    await sweep();
    expect((await getDeployment(id)).status).toBe('TIMED_OUT');
  });

  test('starts a task again when nobody knows whether it was started, and only the newest may claim', async () => {
    const { development } = await makeApp();
    trellis.aws.beforeRunTask = () => {
      throw new FakeError('ServerException', 'no answer');
    };
    const { id } = await start(development);
    expect((await getDeployment(id)).status).toBe('STARTING');
    trellis.aws.beforeRunTask = () => undefined;
    await sweepFor(limits.noTaskMs);
    expect(trellis.aws.taskOf(id).clientToken).toBe(`${id}-2`);
    expect((await trellis.run(id)).status).toBe('SUCCEEDED');
  }, 20_000);

  test('stops a builder that does not answer a cancel, and ends without it in the end', async () => {
    const { development } = await makeApp();
    const { id } = await start(development);
    await trellis.claim(id);
    await trellis.call('cancelDeployment', { id });
    await sweepFor(limits.cancelMs);
    expect(trellis.aws.taskOf(id).stopRequested).toBe(true);
    await sweepFor(limits.abandonMs);
    expect((await getDeployment(id)).status).toBe('CANCELLED');
  });
});

describe('a function that dies', () => {
  test('after it admitted a deployment and before it wrote it: the deployment fails, the next one starts', async () => {
    const { development } = await makeApp();
    const { id } = await start(development);
    const waiting = await start(development, hash('b'));
    await deleteItem(deploymentKey(id));
    await sweepFor(limits.missingMs);
    expect(await getDeployment(id)).toMatchObject({ status: 'FAILED', commit: { hash: hash('a') } });
    expect((await trellis.environment(development.id)).active?.id).toBe(waiting.id);
  });

  test('after it ended a deployment and before it freed the environment: the environment is freed', async () => {
    const { development } = await makeApp();
    const { id } = await start(development);
    await trellis.claim(id);
    await moveDeployment(id, 'SUCCEEDED', {});
    await sweep();
    await sweep();
    expect((await trellis.environment(development.id)).live?.id).toBe(id);
    await expectFree(development);
  });

  test('after it ended and before it freed the environment: who saw it succeed may promote it at once', async () => {
    const { development, staging } = await makeApp();
    const { id } = await start(development);
    await trellis.claim(id);
    await moveDeployment(id, 'SUCCEEDED', {});
    const promotion = await trellis.call<DeploymentRecord>('promote', {
      input: { environmentId: staging.id },
    });
    expect(promotion.sourceDeploymentId).toBe(id);
    await expectFree(development);
  });

  test('after it freed the environment and before it started the next: the next one is started', async () => {
    const { development } = await makeApp();
    const first = await start(development);
    const second = await start(development, hash('b'));
    await trellis.claim(first.id);
    await moveDeployment(first.id, 'FAILED', {});
    const environment = await trellis.environment(development.id);
    const active = environment.queued && { ...environment.queued, status: 'STARTING' as const };
    await changeLock(environment, { active, queued: null, latest: active });
    await sweep();
    expect((await trellis.run(second.id)).status).toBe('SUCCEEDED');
  });

  test('after it took a place in the queue and before it told the loser: the loser is told', async () => {
    const { development } = await makeApp();
    await start(development);
    const loser = await start(development, hash('b'));
    const environment = await trellis.environment(development.id);
    const winner = { ...(await getDeployment(loser.id)), id: 'dep_01ARZ3NDEKTSV4RRFFQ69G5FAV' };
    const queued = environment.queued && { ...environment.queued, id: winner.id };
    await changeLock(environment, {
      fence: environment.fence + 1,
      queued,
      settle: { id: loser.id, supersededBy: winner.id },
    });
    await putItem({ ...deploymentKey(winner.id), ...winner });
    await sweep();
    expect(await getDeployment(loser.id)).toMatchObject({ status: 'SUPERSEDED', supersededBy: winner.id });
    expect((await trellis.environment(development.id)).settling).toEqual({});
  });

  test('after it cancelled one that waits and before it freed the queue: the next turn passes over it', async () => {
    const { development } = await makeApp();
    const first = await start(development);
    const second = await start(development, hash('b'));
    await moveDeployment(second.id, 'CANCELLED', {});
    await trellis.run(first.id);
    expect(trellis.aws.tasks).toHaveLength(1);
    expect((await findDeployment(second.id))?.status).toBe('CANCELLED');
    await sweep();
    await expectFree(development);
  });
});
