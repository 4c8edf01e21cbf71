import { describe, expect, test } from 'vitest';
import type { DeploymentRecord, EnvironmentRecord } from '../core/records';
import { getDeployment } from './adapters/store/deployments';
import { invokeFunction } from './testing/api';
import { hash, makeApp } from './testing/apps';
import { useClock } from './testing/clock';
import { useInstallation } from './testing/installation';

const trellis = useInstallation();
const clock = useClock();

const bob = { id: 'mem_bob', name: 'bob', roles: 'release' };
const cleo = { id: 'mem_cleo', name: 'cleo', roles: 'release' };

const gate = async ({ id }: EnvironmentRecord, more: object = {}) => {
  const input = { id, approval: { required: 1, roles: ['release'], ...more } };
  const { errors } = await trellis.graphql(
    'mutation ($input: UpdateEnvironmentInput!) { updateEnvironment(input: $input) { id } }',
    { input },
  );
  expect(errors).toBeUndefined();
};

const deploy = ({ id }: EnvironmentRecord, commit = 'a') =>
  trellis.call('deploy', { input: { environmentId: id, commit: hash(commit) } });
const approve = ({ id }: DeploymentRecord, who: object = bob, reason?: string) =>
  trellis.call('approve', { input: { deploymentId: id, reason } }, undefined, who);
const reject = ({ id }: DeploymentRecord, who: object = bob, reason?: string) =>
  trellis.call('reject', { input: { deploymentId: id, reason } }, undefined, who);
const sweep = () => invokeFunction('sweeper', {});

const gated = async (more?: object) => {
  const { development } = await makeApp();
  await gate(development, more);
  return development;
};

describe('an environment that asks for approval', () => {
  test('starts nothing before someone else approves, and keeps who, when and why', async () => {
    const development = await gated();
    const asked = await deploy(development);
    expect(asked).toMatchObject({ status: 'WAITING_APPROVAL', fence: null, taskArn: null });
    expect(trellis.aws.tasks).toHaveLength(0);
    const approved = await approve(asked, bob, 'looks good');
    expect(approved).toMatchObject({
      status: 'STARTING',
      fence: 1,
      approval: {
        decisions: [{ by: 'bob', approved: true, reason: 'looks good', at: expect.any(String) as string }],
      },
    });
    expect(await trellis.run(asked.id)).toMatchObject({ status: 'SUCCEEDED' });
    expect(await trellis.environment(development.id)).toMatchObject({
      live: { id: asked.id },
      awaiting: null,
    });
  });

  test('asks for as many people as its rule says, each counted once', async () => {
    const asked = await deploy(await gated({ required: 2 }));
    expect((await approve(asked, bob)).status).toBe('WAITING_APPROVAL');
    expect((await approve(asked, bob)).approval?.decisions).toHaveLength(1);
    expect((await approve(asked, cleo)).status).toBe('STARTING');
  });

  test('two who approve at the same moment both count, and one task starts', async () => {
    const asked = await deploy(await gated({ required: 2 }));
    await Promise.all([approve(asked, bob), approve(asked, cleo)]);
    expect(await getDeployment(asked.id)).toMatchObject({ status: 'STARTING' });
    expect(trellis.aws.tasks).toHaveLength(1);
  });

  test.each([
    ['who asked for it', { roles: 'release' }, 'approval.own_request'],
    ['someone without the role', { ...bob, roles: 'viewer' }, 'approval.wrong_role'],
  ])('is not opened by %s', async (_who, who, code) => {
    const asked = await deploy(await gated());
    await expect(approve(asked, who)).rejects.toMatchObject({ code });
    expect(await getDeployment(asked.id)).toMatchObject({ approval: { decisions: [] } });
  });

  test('does not hold up a rollback', async () => {
    const { development } = await makeApp();
    for (const commit of ['a', 'b']) await trellis.run((await deploy(development, commit)).id);
    await gate(development);
    await deploy(development, 'c');
    const back = await trellis.call('rollback', { input: { environmentId: development.id } });
    expect(back.status).toBe('STARTING');
  });

  test('lets the newest request wait, and tells the older one which it is', async () => {
    const development = await gated();
    const [first, second] = [await deploy(development, 'a'), await deploy(development, 'b')];
    expect(await getDeployment(first.id)).toMatchObject({ status: 'SUPERSEDED', supersededBy: second.id });
    await expect(approve(first)).rejects.toMatchObject({ code: 'approval.not_waiting' });
    expect((await approve(second)).status).toBe('STARTING');
  });

  test('lets an approved one wait for what runs, and starts it then', async () => {
    const { development } = await makeApp();
    const running = await deploy(development, 'a');
    await gate(development);
    const asked = await deploy(development, 'b');
    expect((await approve(asked)).status).toBe('QUEUED');
    await trellis.run(running.id);
    expect(await getDeployment(asked.id)).toMatchObject({ status: 'STARTING', fence: 2 });
  });

  test('keeps an approval while another wish has the queue, and uses it when that has left', async () => {
    const { development } = await makeApp();
    const first = await deploy(development, 'a');
    await trellis.run(first.id);
    await trellis.run((await deploy(development, 'b')).id);
    const running = await deploy(development, 'c');
    const waiting = await trellis.call('rollback', { input: { environmentId: development.id } });
    await gate(development);
    const asked = await deploy(development, 'd');
    expect((await approve(asked)).status).toBe('WAITING_APPROVAL');
    await trellis.call('cancelDeployment', { id: waiting.id });
    expect(await getDeployment(asked.id)).toMatchObject({ status: 'QUEUED' });
    await trellis.run(running.id);
    expect(await getDeployment(asked.id)).toMatchObject({ status: 'STARTING' });
  });
});

describe('a deployment that awaits approval', () => {
  test('ends with a no, and says whose and why', async () => {
    const development = await gated();
    const asked = await deploy(development);
    const rejected = await reject(asked, bob, 'not on a Friday');
    expect(rejected).toMatchObject({ status: 'CANCELLED', reason: 'bob rejected it: not on a Friday' });
    expect((await reject(asked, bob)).status).toBe('CANCELLED');
    expect((await trellis.environment(development.id)).awaiting).toBeNull();
  });

  test('can be cancelled by who asked for it', async () => {
    const development = await gated();
    const { id } = await deploy(development);
    expect(await trellis.call('cancelDeployment', { id })).toMatchObject({ status: 'CANCELLED' });
    expect((await trellis.environment(development.id)).awaiting).toBeNull();
  });

  test('expires when nobody decides in time, counted by the sweeper alone', async () => {
    const development = await gated({ expiresAfterSeconds: 7_200 });
    const { id } = await deploy(development);
    await sweep();
    clock.pass(7_199_000);
    await sweep();
    expect(await getDeployment(id)).toMatchObject({ status: 'WAITING_APPROVAL' });
    clock.pass(1_000);
    await sweep();
    expect(await getDeployment(id)).toMatchObject({
      status: 'EXPIRED',
      reason: 'Nobody decided on it within 2 hours.',
      nextStep: 'Ask for the deployment again.',
    });
    expect((await trellis.environment(development.id)).awaiting).toBeNull();
  });

  test('keeps its environment from being deleted', async () => {
    const development = await gated();
    await deploy(development);
    await expect(trellis.call('deleteEnvironment', { id: development.id })).rejects.toMatchObject({
      code: 'environment.busy',
    });
  });
});
