import { afterEach, describe, expect, test, vi } from 'vitest';
import type { DeploymentRecord } from '../core/records';
import { hash, makeApp } from './testing/apps';
import { useInstallation } from './testing/installation';
import { getDeployment } from './adapters/store/deployments';

const trellis = useInstallation();
afterEach(() => void vi.unstubAllEnvs());

const deploy = (environmentId: string, commit = hash('a'), more: object = {}): Promise<DeploymentRecord> =>
  trellis.call('deploy', { input: { environmentId, commit, ...more } });

const push = (environmentId: string, commit: string, deliveryId = 'guid-1', more: object = {}) =>
  trellis.callInternally<DeploymentRecord>('deploy', {
    input: {
      environmentId,
      commit,
      branch: 'main',
      push: { deliveryId, author: 'bob', subject: 's' },
      ...more,
    },
  });

describe('deploy', () => {
  test('starts exactly the named commit and tells the environment what runs', async () => {
    const { development } = await makeApp();
    const deployment = await deploy(development.id);
    expect(deployment).toMatchObject({
      status: 'STARTING',
      fence: 1,
      commit: { hash: hash('a') },
      trigger: 'MANUAL',
    });
    expect(trellis.aws.tasks).toHaveLength(1);
    const environment = await trellis.environment(development.id);
    expect(environment.active?.id).toBe(deployment.id);
    expect(environment.latest?.id).toBe(deployment.id);
  });

  test.each(['ENABLED', 'DISABLED'])(
    'starts the builder in the network that the host names, its public address %s as the host says',
    async (assignPublicIp) => {
      vi.stubEnv('TRELLIS_SUBNETS', 'subnet-1,subnet-2');
      vi.stubEnv('TRELLIS_PUBLIC_IP', assignPublicIp);
      const { development } = await makeApp();
      const { id } = await deploy(development.id);
      expect(trellis.aws.taskOf(id).network).toEqual({
        subnets: ['subnet-1', 'subnet-2'],
        securityGroups: ['sg-1'],
        assignPublicIp,
      });
    },
  );

  test('what succeeded is live, and the next one in line starts', async () => {
    const { development } = await makeApp();
    const first = await deploy(development.id, hash('a'));
    const second = await deploy(development.id, hash('b'));
    expect(second.status).toBe('QUEUED');
    await trellis.run(first.id);
    expect(await trellis.environment(development.id)).toMatchObject({
      live: { id: first.id },
      active: { id: second.id },
      queued: null,
    });
    expect((await trellis.run(second.id)).status).toBe('SUCCEEDED');
    expect(await trellis.environment(development.id)).toMatchObject({
      live: { id: second.id },
      previous: { id: first.id },
      active: null,
    });
  });

  test('a newer deployment takes the place of one that waits, which names its successor', async () => {
    const { development } = await makeApp();
    await deploy(development.id, hash('a'));
    const second = await deploy(development.id, hash('b'));
    const third = await deploy(development.id, hash('c'));
    expect(await getDeployment(second.id)).toMatchObject({ status: 'SUPERSEDED', supersededBy: third.id });
    const { queued, settling } = await trellis.environment(development.id);
    expect(queued?.id).toBe(third.id);
    expect(settling).toEqual({});
  });

  test('of 100 deployments at the same moment one runs, the newest waits, the rest are superseded', async () => {
    const { development } = await makeApp();
    const all = await Promise.all(
      Array.from({ length: 100 }, (_, index) => deploy(development.id, index.toString(16).padStart(40, '0'))),
    );
    const now = await Promise.all(all.map(({ id }) => getDeployment(id)));
    const of = (status: string) => now.filter((each) => each.status === status);
    expect([of('STARTING').length, of('QUEUED').length, of('SUPERSEDED').length]).toEqual([1, 1, 98]);
    expect(trellis.aws.tasks).toHaveLength(1);
    const fences = now.map(({ fence }) => fence).sort((a, b) => Number(a) - Number(b));
    expect(fences).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
    expect(of('QUEUED')[0]?.fence).toBe(100);
    expect((await trellis.environment(development.id)).settling).toEqual({});
  }, 60_000);

  test('a retry with the same client token has one effect, even at the same moment', async () => {
    const { development } = await makeApp();
    const retries = await Promise.all(
      Array.from({ length: 8 }, () => deploy(development.id, hash('a'), { clientToken: 'once' })),
    );
    expect(new Set(retries.map(({ id }) => id)).size).toBe(1);
    expect(trellis.aws.tasks).toHaveLength(1);
    await expect(deploy(development.id, hash('b'), { clientToken: 'once' })).rejects.toMatchObject({
      code: 'deployment.client_token_reused',
    });
  });

  test('a push that is told twice starts one deployment, a return to an earlier commit starts another', async () => {
    const { development } = await makeApp();
    const first = await push(development.id, hash('a'), 'guid-1');
    const again = { code: 'push.duplicate' };
    await expect(push(development.id, hash('a'), 'guid-2')).rejects.toMatchObject(again);
    await trellis.run(first.id);
    await expect(push(development.id, hash('a'), 'guid-3')).rejects.toMatchObject(again);
    const other = await push(development.id, hash('b'), 'guid-4');
    await trellis.run(other.id);
    const back = await push(development.id, hash('a'), 'guid-5');
    expect(back.id).not.toBe(first.id);
    await trellis.run(back.id);
    expect((await trellis.environment(development.id)).live?.commit?.hash).toBe(hash('a'));
  });

  test('a protected environment refuses, and nothing changes', async () => {
    const { production } = await makeApp();
    await expect(deploy(production.id)).rejects.toMatchObject({ code: 'environment.protected' });
    await expect(push(production.id, hash('a'))).rejects.toMatchObject({ code: 'environment.protected' });
    expect(await trellis.environment(production.id)).toEqual({
      ...production,
      ...keysOf(await trellis.environment(production.id)),
    });
  });

  test.each([
    ['a commit that is no hash', { commit: 'HEAD' }, 'commit.invalid'],
    ['a commit with shell characters', { commit: '$(id)' }, 'commit.invalid'],
    ['a branch that is an option', { branch: '--upload-pack=x' }, 'input.invalid'],
    ['an unknown environment', { environmentId: 'env_none' }, 'environment.not_found'],
    ['a push told by a person', { push: { deliveryId: 'x' } }, 'input.invalid'],
  ])('%s is refused with a code', async (_what, input, code) => {
    const { development } = await makeApp();
    await expect(deploy(development.id, hash('a'), input)).rejects.toMatchObject({ code });
    expect(trellis.aws.tasks).toHaveLength(0);
  });

  test('without the permission nothing starts', async () => {
    const { development } = await makeApp();
    await expect(
      trellis.call('deploy', { input: { environmentId: development.id, commit: hash('a') } }, 'read'),
    ).rejects.toMatchObject({ code: 'auth.forbidden' });
  });
});

const keysOf = (item: object): object =>
  Object.fromEntries(Object.entries(item).filter(([name]) => /^(pk|sk|gsi)/.test(name)));
