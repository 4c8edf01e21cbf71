import { describe, expect, test } from 'vitest';
import { placeApproved } from '../core/awaiting';
import { limits } from '../core/watch';
import { now } from './adapters/ids';
import { addDecision, getDeployment } from './adapters/store/deployments';
import { changeLock } from './adapters/store/environments';
import { invokeFunction } from './testing/api';
import { hash, makeApp } from './testing/apps';
import { useClock } from './testing/clock';
import { useInstallation } from './testing/installation';

const trellis = useInstallation();
const clock = useClock();
const sweep = () => invokeFunction('sweeper', {});
const decision = (approved: boolean) => ({ by: 'bob', byId: 'mem_bob', approved, reason: null, at: now() });

/** Development with something that runs, when wished, and a deployment that awaits approval. */
const given = async ({ busy = false } = {}) => {
  const { development } = await makeApp();
  const deploy = (commit: string) =>
    trellis.call('deploy', { input: { environmentId: development.id, commit: hash(commit) } });
  const running = busy ? await deploy('a') : undefined;
  await trellis.graphql(
    'mutation ($id: ID!) { updateEnvironment(input: { id: $id, approval: { required: 1 } }) { id } }',
    { id: development.id },
  );
  const asked = await deploy('b');
  return { development, running, asked };
};

/** What `approve` writes to the environment, and nothing after it. */
const placeOnly = async (environmentId: string, id: string) => {
  const environment = await trellis.environment(environmentId);
  await changeLock(environment, placeApproved(environment, id, now())?.change ?? {});
};

describe('when the one who decides dies', () => {
  test('after the approval was kept and before it had an effect: the sweeper starts the deployment', async () => {
    const { asked } = await given();
    await addDecision(asked, decision(true));
    await sweep();
    expect(await getDeployment(asked.id)).toMatchObject({ status: 'STARTING', fence: 1 });
    expect(trellis.aws.tasks).toHaveLength(1);
  });

  test('after the deployment got the environment and before its own item said so: it is started, once', async () => {
    const { development, asked } = await given();
    await addDecision(asked, decision(true));
    await placeOnly(development.id, asked.id);
    await Promise.all([sweep(), sweep()]);
    expect(await getDeployment(asked.id)).toMatchObject({ status: 'STARTING', fence: 1 });
    expect(trellis.aws.tasks).toHaveLength(1);
  });

  test('after the deployment got its place in the queue: its item says so, and it runs in its turn', async () => {
    const { development, running, asked } = await given({ busy: true });
    await addDecision(asked, decision(true));
    await placeOnly(development.id, asked.id);
    await sweep();
    expect(await getDeployment(asked.id)).toMatchObject({ status: 'QUEUED', fence: 2 });
    await trellis.run(running?.id ?? '');
    expect(await getDeployment(asked.id)).toMatchObject({ status: 'STARTING', fence: 2 });
  });

  test('after the rejection was kept: the deployment ends with it', async () => {
    const { development, asked } = await given();
    await addDecision(asked, decision(false));
    await sweep();
    expect(await getDeployment(asked.id)).toMatchObject({ status: 'CANCELLED', reason: 'bob rejected it.' });
    expect((await trellis.environment(development.id)).awaiting).toBeNull();
  });
});

test('a request whose deployment was never written leaves its place', async () => {
  const { development } = await given();
  const environment = await trellis.environment(development.id);
  if (!environment.awaiting) throw new Error('nothing awaits approval');
  await changeLock(environment, { awaiting: { ...environment.awaiting, id: 'dep_never' } });
  await sweep();
  clock.pass(limits.missingMs);
  await sweep();
  expect((await trellis.environment(development.id)).awaiting).toBeNull();
  expect(await getDeployment('dep_never')).toMatchObject({ status: 'FAILED' });
});
