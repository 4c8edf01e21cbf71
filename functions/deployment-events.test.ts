import { describe, expect, test } from 'vitest';
import type { DeploymentStatus, EnvironmentRecord } from '../core/records';
import { getDeployment } from './adapters/store/deployments';
import { invokeFunction } from './testing/api';
import { hash, makeApp } from './testing/apps';
import { useClock } from './testing/clock';
import { FakeError } from './testing/fake-aws';
import { useInstallation } from './testing/installation';

const trellis = useInstallation();
const clock = useClock();

const deploy = ({ id }: EnvironmentRecord, commit = 'a', more: object = {}) =>
  trellis.call('deploy', { input: { environmentId: id, commit: hash(commit), ...more } });

const gate = ({ id }: EnvironmentRecord) =>
  trellis.graphql('mutation ($input: UpdateEnvironmentInput!) { updateEnvironment(input: $input) { id } }', {
    input: { id, approval: { required: 1, expiresAfterSeconds: 60 } },
  });

const gated = async () => {
  const { development } = await makeApp();
  await gate(development);
  return deploy(development);
};

/** What the bus was told of a deployment, in order. */
const told = (id: string): string[] =>
  trellis.aws.events.filter(({ detail }) => detail.deploymentId === id).map(({ detail }) => detail.status);

/** How a deployment comes into each status. Gives its id. */
const ways: Record<DeploymentStatus, () => Promise<{ id: string }>> = {
  WAITING_APPROVAL: gated,
  QUEUED: async () => {
    const { development } = await makeApp();
    await deploy(development);
    return deploy(development, 'b');
  },
  STARTING: async () => deploy((await makeApp()).development),
  RUNNING: async () => {
    const { id } = await deploy((await makeApp()).development);
    await trellis.claim(id);
    return { id };
  },
  SUCCEEDED: async () => trellis.run((await deploy((await makeApp()).development)).id),
  FAILED: async () => trellis.run((await deploy((await makeApp()).development)).id, 'FAILED'),
  TIMED_OUT: async () => trellis.run((await deploy((await makeApp()).development)).id, 'TIMED_OUT'),
  CANCELLED: async () => {
    const { id } = await deploy((await makeApp()).development);
    return trellis.call('cancelDeployment', { id });
  },
  EXPIRED: async () => {
    const { id } = await gated();
    await invokeFunction('sweeper', {});
    clock.pass(61_000);
    await invokeFunction('sweeper', {});
    return { id };
  },
  SUPERSEDED: async () => {
    const { development } = await makeApp();
    await deploy(development);
    const waiting = await deploy(development, 'b');
    await deploy(development, 'c');
    return waiting;
  },
  SKIPPED: async () => {
    const { development } = await makeApp();
    await trellis.run((await deploy(development)).id);
    return deploy(development);
  },
};

describe('the event bus', () => {
  test.each(Object.entries(ways))('is told of a deployment that is %s', async (status, way) => {
    const { id } = await way();
    expect((await getDeployment(id)).status).toBe(status);
    expect(told(id).at(-1)).toBe(status);
  });

  test('is told of every status on the way, in order', async () => {
    const waiting = await gated();
    await trellis.call('approve', { input: { deploymentId: waiting.id } }, undefined, {
      id: 'mem_bob',
      name: 'bob',
    });
    await trellis.run(waiting.id);
    expect(told(waiting.id)).toEqual(['WAITING_APPROVAL', 'STARTING', 'RUNNING', 'SUCCEEDED']);
  });

  test('is told when a builder is lost', async () => {
    const { id } = await deploy((await makeApp()).development);
    const { taskArn } = trellis.aws.taskOf(id);
    await invokeFunction('taskStopped', { detail: { taskArn, lastStatus: 'STOPPED', startedBy: id } });
    expect(told(id)).toEqual(['STARTING', 'FAILED']);
  });

  test('hears names and ids, and nothing that a person or a command wrote', async () => {
    const { app, development } = await makeApp();
    const { id } = await deploy(development);
    const { lease } = await trellis.claim(id);
    const more = { reason: 'hunter2 was refused', outputs: [{ name: 'Password', value: 'hunter2' }] };
    await trellis.finish(id, lease, 'FAILED', more);
    const [event] = trellis.aws.events;
    expect(event).toEqual({
      source: 'trellis',
      'detail-type': 'Deployment Changed',
      detail: {
        deploymentId: id,
        kind: 'DEPLOY',
        status: 'STARTING',
        trigger: 'MANUAL',
        appId: app.id,
        appName: 'shop',
        environmentId: development.id,
        environmentName: 'development',
        branch: 'main',
        commit: hash('a'),
        fence: 1,
      },
    });
    expect(JSON.stringify(trellis.aws.events)).not.toContain('hunter2');
  });
});

describe('a bus that fails', () => {
  test.each([
    ['refuses', () => Promise.reject(new FakeError('AccessDeniedException', 'no'))],
    ['takes nothing', () => ({ FailedEntryCount: 1, Entries: [{ ErrorCode: 'InternalFailure' }] })],
    ['never answers', () => new Promise<object>(() => undefined)],
  ])('and %s holds up no deployment', { timeout: 20_000 }, async (_how, beforePutEvents) => {
    const { development } = await makeApp();
    trellis.aws.beforePutEvents = beforePutEvents;
    const { id } = await deploy(development);
    expect(await trellis.run(id)).toMatchObject({ status: 'SUCCEEDED' });
    expect(await trellis.environment(development.id)).toMatchObject({ active: null, live: { id } });
  });
});
