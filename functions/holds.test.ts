import { describe, expect, test } from 'vitest';
import type { EnvironmentRecord } from '../core/records';
import { getDeployment } from './adapters/store/deployments';
import { invokeFunction } from './testing/api';
import { hash, makeApp } from './testing/apps';
import { useClock } from './testing/clock';
import { useInstallation } from './testing/installation';

const trellis = useInstallation();
const clock = useClock();
const HOUR = 3_600_000;

const deploy = ({ id }: EnvironmentRecord, commit = 'a', more: object = {}) =>
  trellis.call('deploy', { input: { environmentId: id, commit: hash(commit), ...more } });
const push = ({ id }: EnvironmentRecord, commit = 'a') =>
  trellis.callInternally<{ id: string; status: string }>('deploy', {
    input: {
      environmentId: id,
      branch: 'main',
      commit: hash(commit),
      push: { deliveryId: commit, head: true },
    },
  });
const lock = ({ id }: EnvironmentRecord, more: object = {}) =>
  trellis.call<EnvironmentRecord>('lockEnvironment', {
    input: { environmentId: id, kind: 'LOCK', reason: 'the audit', ...more },
  });
const unlock = ({ id }: EnvironmentRecord) => trellis.call<EnvironmentRecord>('unlockEnvironment', { id });
const sweep = () => invokeFunction('sweeper', {});

describe('a locked environment', () => {
  test('takes nothing that people or scripts ask for, and says who locked it, until when and why', async () => {
    const { development } = await makeApp();
    await trellis.run((await deploy(development, 'a')).id);
    await trellis.run((await deploy(development, 'b')).id);
    const endsAt = clock.in(HOUR);
    await lock(development, { endsAt });
    const held = {
      code: 'environment.held',
      message: `development is locked by ann until ${endsAt}: the audit.`,
    };
    await expect(deploy(development, 'c')).rejects.toMatchObject(held);
    for (const verb of ['rollback', 'teardown'] as const)
      await expect(trellis.call(verb, { input: { environmentId: development.id } })).rejects.toMatchObject(
        held,
      );
    expect((await trellis.environment(development.id)).fence).toBe(2);
  });

  test('lets what runs end, and holds back what waits until it is unlocked', async () => {
    const { development } = await makeApp();
    const [running, waiting] = [await deploy(development, 'a'), await deploy(development, 'b')];
    await lock(development);
    await trellis.run(running.id);
    expect(await getDeployment(waiting.id)).toMatchObject({ status: 'QUEUED' });
    await sweep();
    expect(await getDeployment(waiting.id)).toMatchObject({ status: 'QUEUED' });
    expect(await unlock(development)).toMatchObject({ hold: null, active: { id: waiting.id } });
    expect(await getDeployment(waiting.id)).toMatchObject({ status: 'STARTING' });
  });

  test('keeps the newest push and starts it when the end has come', async () => {
    const { development } = await makeApp();
    await lock(development, { endsAt: clock.in(HOUR) });
    const first = await push(development, 'a');
    const second = await push(development, 'b');
    expect(await getDeployment(first.id)).toMatchObject({ status: 'SUPERSEDED', supersededBy: second.id });
    expect(second.status).toBe('QUEUED');
    await sweep();
    expect(await getDeployment(second.id)).toMatchObject({ status: 'QUEUED' });
    clock.pass(HOUR);
    await sweep();
    expect(await getDeployment(second.id)).toMatchObject({ status: 'STARTING' });
  });

  test('takes deployments again after its end without anybody’s doing', async () => {
    const { development } = await makeApp();
    await lock(development, { endsAt: clock.in(HOUR) });
    clock.pass(HOUR);
    expect((await deploy(development)).status).toBe('STARTING');
  });

  test('that will be locked later takes deployments until then', async () => {
    const { development } = await makeApp();
    await lock(development, { startsAt: clock.in(HOUR) });
    await trellis.run((await deploy(development, 'a')).id);
    clock.pass(HOUR);
    await expect(deploy(development, 'b')).rejects.toMatchObject({ code: 'environment.held' });
  });
});

describe('a frozen environment', () => {
  test('takes rollbacks and nothing else', async () => {
    const { development } = await makeApp();
    for (const commit of ['a', 'b']) await trellis.run((await deploy(development, commit)).id);
    await lock(development, { kind: 'FREEZE' });
    await expect(deploy(development, 'c')).rejects.toMatchObject({ code: 'environment.held' });
    const back = await trellis.call('rollback', { input: { environmentId: development.id } });
    expect(back.status).toBe('STARTING');
  });
});

describe('bad input', () => {
  test.each([
    ['an end in the past', { endsAt: '2001-01-01T00:00:00Z' }],
    ['an end before the start', { startsAt: '2101-01-02T00:00:00Z', endsAt: '2101-01-01T00:00:00Z' }],
    ['an end that is no time', { endsAt: 'tomorrow' }],
    ['an empty reason', { reason: '  ' }],
    ['a reason of two lines', { reason: 'a\nb' }],
    ['a kind that is none', { kind: 'PAUSE' }],
  ])('%s changes nothing', async (_what, more) => {
    const { development } = await makeApp();
    await expect(lock(development, more)).rejects.toMatchObject({ code: 'input.invalid' });
    expect((await trellis.environment(development.id)).hold).toBeNull();
  });

  test('what is not locked cannot be unlocked', async () => {
    const { development } = await makeApp();
    await expect(unlock(development)).rejects.toMatchObject({ code: 'environment.not_held' });
  });
});

describe('a deployment that would change nothing', () => {
  test('is skipped with the reason, and runs when it is forced', async () => {
    const { development } = await makeApp();
    await trellis.run((await deploy(development)).id);
    expect(await deploy(development)).toMatchObject({
      status: 'SKIPPED',
      reason: expect.stringContaining('already') as string,
      fence: null,
    });
    expect((await deploy(development, 'a', { force: true })).status).toBe('STARTING');
  });

  test('is none after a variable was set', async () => {
    const { development } = await makeApp();
    await trellis.run((await deploy(development)).id);
    await trellis.call('setVariable', { input: { environmentId: development.id, name: 'A', value: '1' } });
    expect((await deploy(development)).status).toBe('STARTING');
  });
});
