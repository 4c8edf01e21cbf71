/** Pushes in any order, over real functions, the real table and real git. The rule itself is tried on many more orders in `core/`. */
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { DeploymentRecord } from '../core/records';
import { writeSecret } from './adapters/secrets';
import { changeApp } from './adapters/store/apps';
import { hash, makeApp } from './testing/apps';
import { useInstallation } from './testing/installation';
import { deliver, payload, SECRET } from './testing/webhook';

const trellis = useInstallation();
beforeEach(() => void trellis.aws.secrets.set('trellis-test/webhook', SECRET));

interface Push {
  before: string;
  after: string;
}

const deliverPush = ({ before, after }: Push, repository = 'acme/shop') =>
  deliver(payload({ before, after, repository: { clone_url: `https://github.com/${repository}.git` } }));

/** Pushes one commit after the other; gives what GitHub would tell of each. */
const pushAll = (count: number, name = 'acme/shop'): Push[] => {
  const pushes: Push[] = [];
  let before = '0'.repeat(40);
  for (let index = 0; index < count; index += 1) {
    const parent = index === 0 ? '' : before;
    const after = trellis.remotes.commit(`Change ${index}`, { name, parent });
    pushes.push({ before, after });
    before = after;
  }
  return pushes;
};

const deploymentsOf = async (environmentId: string): Promise<DeploymentRecord[]> => {
  const query = `query ($id: ID!) { environment(id: $id) {
    deployments(first: 100) { nodes { id status fence commit { hash } } } } }`;
  const { data } = await trellis.graphql(query, { id: environmentId });
  const { deployments } = data?.environment as { deployments: { nodes: DeploymentRecord[] } };
  return deployments.nodes.toSorted((a, b) => Number(a.fence) - Number(b.fence));
};

/** Lets builders run until nothing is left to do. */
const finishAll = async (environmentId: string): Promise<string | undefined> => {
  for (;;) {
    const { active, live } = await trellis.environment(environmentId);
    if (!active) return live?.commit?.hash;
    await trellis.run(active.id);
  }
};

const pushCount = 4;
const orders = fc.record({
  order: fc.shuffledSubarray(
    Array.from({ length: pushCount }, (_, index) => index),
    { minLength: pushCount },
  ),
  together: fc.boolean(),
});

test('deliveries in any order, one by one or at once, leave the head live and never an older commit after a newer one', async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(orders, async ({ order, together }) => {
      const name = `acme/run-${(run += 1)}`;
      trellis.remotes.create(name);
      const { development } = await makeApp(`run-${run}`, `https://github.com/${name}`);
      const pushes = pushAll(pushCount, name);
      const take = (index: number) => deliverPush(pushes[index] ?? { before: '', after: '' }, name);
      if (together) await Promise.all(order.map(take));
      else for (const index of order) await take(index);
      const deployed = (await deploymentsOf(development.id)).map(({ commit }) => commit?.hash);
      expect(await finishAll(development.id)).toBe(pushes.at(-1)?.after);
      expect(deployed).toEqual([pushes.at(-1)?.after]);
    }),
    { numRuns: 12 },
  );
}, 180_000);

test('pushes that go on while deliveries are taken are deployed in their order, the last of them in the end', async () => {
  trellis.remotes.create();
  const { development } = await makeApp();
  const pushes: Push[] = [];
  const taking: Promise<unknown>[] = [];
  let before = '0'.repeat(40);
  for (let index = 0; index < 12; index += 1) {
    const after = trellis.remotes.commit(`Change ${index}`, { parent: index === 0 ? '' : before });
    const push = { before, after };
    pushes.push(push);
    before = after;
    // Each delivery overtakes, or is overtaken by, the next ones.
    taking.push(new Promise((resolve) => setImmediate(resolve)).then(() => deliverPush(push)));
    if (index % 3 === 2) await taking[index - 2];
  }
  await Promise.all(taking);
  const places = (await deploymentsOf(development.id)).map(({ commit }) =>
    pushes.findIndex(({ after }) => after === commit?.hash),
  );
  expect(places).toEqual([...new Set(places)].toSorted((a, b) => a - b));
  expect(await finishAll(development.id)).toBe(pushes.at(-1)?.after);
}, 60_000);

describe('a push', () => {
  test('whose branch has moved on deploys the head, and says so', async () => {
    trellis.remotes.create();
    const { development } = await makeApp();
    const [first, second] = pushAll(2);
    const answer = await deliverPush(first ?? { before: '', after: '' });
    expect(answer).toMatchObject({
      status: 202,
      body: [{ action: 'deployed', commit: second?.after, overtaken: first?.after }],
    });
    expect((await trellis.environment(development.id)).active?.commit).toEqual({
      hash: second?.after,
      url: `https://github.com/acme/shop/commit/${second?.after ?? ''}`,
    });
    expect((await deliverPush(second ?? { before: '', after: '' })).body).toMatchObject([
      { action: 'ignored', reason: expect.stringContaining('already') as string },
    ]);
  });

  test('that is forced back to an older commit deploys that commit', async () => {
    trellis.remotes.create();
    const { development } = await makeApp();
    const [first, second] = pushAll(2);
    const old = first?.after ?? '';
    await deliverPush(second ?? { before: '', after: '' });
    trellis.remotes.point(old);
    expect((await deliverPush({ before: second?.after ?? '', after: old })).body).toMatchObject([
      { action: 'deployed', commit: old },
    ]);
    expect(await finishAll(development.id)).toBe(old);
  });

  test('is not brought once more after a rollback, however late its other deliveries come', async () => {
    trellis.remotes.create();
    const { development } = await makeApp();
    const [first, second] = pushAll(2);
    for (const push of [first, second]) {
      trellis.remotes.point(push?.after ?? '');
      await deliverPush(push ?? { before: '', after: '' });
      await finishAll(development.id);
    }
    const { id } = await trellis.call('rollback', { input: { environmentId: development.id } });
    await trellis.run(id);
    const late = () => deliverPush(second ?? { before: '', after: '' });
    expect((await late()).body).toMatchObject([{ reason: expect.stringContaining('paused') as string }]);
    const resume = `mutation { updateEnvironment(input: { id: "${development.id}", paused: false }) { id } }`;
    await trellis.graphql(resume);
    expect((await late()).body).toMatchObject([{ action: 'ignored' }]);
    expect(await finishAll(development.id)).toBe(first?.after);
  });

  test('deploys its own commit where the branch cannot be read, unless its successor has come', async () => {
    const { development } = await makeApp();
    await deliverPush({ before: hash('a'), after: hash('b') });
    expect((await deliverPush({ before: hash('0'), after: hash('a') })).body).toMatchObject([
      { action: 'ignored', reason: expect.stringContaining('no longer the newest') as string },
    ]);
    expect(await finishAll(development.id)).toBe(hash('b'));
  });

  test('asks GitHub’s API when there is a token, and shows it to nobody else', async () => {
    trellis.remotes.create();
    const { app } = await makeApp();
    await changeApp({ ...app, hasRepositoryToken: true });
    await writeSecret(`${app.id}/repository`, trellis.github.token);
    const [first, second] = pushAll(2);
    expect((await deliverPush(first ?? { before: '', after: '' })).body).toMatchObject([
      { action: 'deployed', commit: second?.after },
    ]);
    expect(trellis.github.requests).toMatchObject([
      { path: '/repos/acme/shop/git/ref/heads/main', status: 200, authorization: 'Bearer ghp_reader' },
    ]);
  });

  test('asks once more when GitHub does not know the pushed commit yet', async () => {
    trellis.remotes.create();
    const { app } = await makeApp();
    await changeApp({ ...app, hasRepositoryToken: true });
    await writeSecret(`${app.id}/repository`, trellis.github.token);
    const [first, second] = pushAll(2);
    let asked = 0;
    trellis.github.instead = () =>
      (asked += 1) === 1
        ? { status: 200, body: { ref: 'refs/heads/main', object: { sha: first?.after, type: 'commit' } } }
        : undefined;
    expect((await deliverPush(second ?? { before: '', after: '' })).body).toMatchObject([
      { action: 'deployed', commit: second?.after },
    ]);
  });
});
