/** ORD-1, ORD-2 and ORD-3: whatever order things come in, the newest ends up live. */
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { ensureWebhookSecret } from '../../functions/adapters/webhook-secret';
import { delivery, deliverTo, pushPayload } from '../../local/repositories';
import type { Scenario } from '../scenario';
import { count } from '../support/numbers';
import type { SmallHost } from '../support/small-host';
import { givenSmallApp, type SmallApp } from '../support/small-apps';
import { askToDeploy, claim, finish } from '../support/small-builder';

/** A push that was made, to be told of at some time. */
interface Push {
  before: string;
  after: string;
}

/** Tells of a push as GitHub would. */
const tell = async (
  { runner }: SmallHost,
  { repository }: SmallApp,
  { before, after }: Push,
): Promise<void> => {
  const commit = { subject: 'feat: change', author: 'Ada' };
  const known = pushPayload({ repository: repository.path, branch: 'main', before, after, commit });
  // GitHub does not say which commit is the head by now.
  const payload = { ...known, trellis_head: undefined };
  const { headers, body } = delivery(payload, await ensureWebhookSecret());
  await deliverTo(runner)({ ...headers, 'x-github-delivery': randomUUID() }, body);
};

/** Commits, and gives the push of it. */
const newPush = async ({ repository }: SmallApp, subject: string): Promise<Push> => {
  const before = await repository.head();
  return { before, after: await repository.commit(subject) };
};

/** Lets the builder of what runs in an environment deploy and end; gives its commit, undefined when nothing runs. */
const buildActive = async (host: SmallHost, environmentId: string): Promise<string | undefined> => {
  const { active } = await host.api.environment(environmentId);
  if (!active) return undefined;
  const lease = await claim(host, active.id).catch(() => undefined);
  if (lease === undefined) return undefined;
  const { current } = await askToDeploy(active.id, lease);
  await finish(active.id, lease, current ? 'SUCCEEDED' : 'FAILED');
  return current ? (active.commit?.hash ?? undefined) : undefined;
};

/** One history: commits, deliveries in any order, and builds, as chance has it. Gives what was wrong with it. */
const playPushes = async (
  host: SmallHost,
  app: SmallApp,
  { number, below, name }: { number: number; below: (limit: number) => number; name: string },
): Promise<{ wrong?: string; builds: number }> => {
  const made: Push[] = [];
  const untold: Push[] = [];
  const order: number[] = [];
  const build = async (): Promise<boolean> => {
    const commit = await buildActive(host, app.development);
    if (commit !== undefined) order.push(made.findIndex(({ after }) => after === commit));
    return commit !== undefined;
  };
  while (made.length < number || untold.length > 0) {
    const choice = below(5);
    if (choice < 2 && made.length < number) {
      const push = await newPush(app, `feat: ${name}.${made.length}`);
      made.push(push);
      untold.push(push);
    } else if (choice < 4 && untold.length > 0) {
      const [push] = untold.splice(below(untold.length), 1);
      if (push) await tell(host, app, push);
    } else if (choice === 4) {
      await build();
    }
  }
  while (await build());
  const { live } = await host.api.environment(app.development);
  const at = made.findIndex(({ after }) => after === live?.commit?.hash);
  const back = order.some((each, index) => index > 0 && each < (order[index - 1] ?? -1));
  if (at === number - 1 && !back) return { builds: order.length };
  return {
    builds: order.length,
    wrong: `${name}: live is push ${at + 1} of ${number}, deployed in the order ${order.map((each) => each + 1).join(', ')}`,
  };
};

/** ORD-1 */
export const anyOrder: Scenario = {
  id: 'ORD-1',
  title: '',
  expected: 'live is the head; nothing older is deployed after it',
  async run({ small, times, below, finally: undo }) {
    const host = await small();
    const seeds = times(3, 1_000);
    const number = 5;
    const app = await givenSmallApp(host, 'any-order');
    undo(() => app.repository.remove());
    const wrong: string[] = [];
    let builds = 0;
    for (let seed = 0; seed < seeds; seed += 1) {
      const played = await playPushes(host, app, { number, below, name: String(seed) });
      builds += played.builds;
      if (played.wrong !== undefined) wrong.push(played.wrong);
    }
    return {
      did: `${count(seeds)} × ${number} pushes, told late and in any order, with builds in between (${count(builds)} builds)`,
      measured: `${count(seeds - wrong.length)} of ${count(seeds)} right${wrong.length > 0 ? `; ${wrong.slice(0, 2).join('; ')}` : ''}`,
      ok: wrong.length === 0,
    };
  },
};

const events = ['request', 'claim', 'ask', 'finish'] as const;
type Moment = { deployment: number; event: (typeof events)[number] };

/** All moments of three deployments, each deployment's own in their order, mixed by the picks. */
const mixed = (picks: readonly number[]): Moment[] => {
  const next = [0, 0, 0];
  const moments: Moment[] = [];
  for (const pick of [...picks, ...Array.from({ length: 24 }, (_, index) => index % 3)]) {
    const event = events[next[pick] ?? events.length];
    if (event === undefined) continue;
    next[pick] = (next[pick] ?? 0) + 1;
    moments.push({ deployment: pick, event });
  }
  return moments;
};

/** ORD-2 */
export const interleavings: Scenario = {
  id: 'ORD-2',
  title: '',
  expected: 'deploy commands run one at a time and in the order of their fences; live is the last',
  async run({ small, times, seed, finally: undo }) {
    const host = await small();
    const app = await givenSmallApp(host, 'interleavings');
    undo(() => app.repository.remove());
    const { development } = app;
    let cases = 0;
    const play = async (picks: readonly number[]): Promise<string | undefined> => {
      cases += 1;
      const known: { id: string; lease?: string; may?: boolean }[] = [{ id: '' }, { id: '' }, { id: '' }];
      const fences: number[] = [];
      let deploying: number | undefined;
      for (const { deployment, event } of mixed(picks)) {
        const one = known[deployment];
        if (!one) continue;
        if (event === 'request')
          one.id = (await host.api.start('deploy', { environmentId: development, force: true })).id;
        if (event === 'claim') one.lease = await claim(host, one.id).catch(() => undefined);
        if (one.lease === undefined) continue;
        if (event === 'ask') {
          one.may = await askToDeploy(one.id, one.lease).then(
            ({ current }) => current,
            () => false,
          );
          if (!one.may) continue;
          const { fence } = await host.api.deployment(one.id);
          if (deploying !== undefined)
            return `two deploy at once: ${mixed(picks)
              .map((each) => `${each.deployment}${each.event}`)
              .join(' ')}`;
          if ((fence ?? 0) <= (fences.at(-1) ?? 0)) return `fence ${fence ?? 0} after ${fences.join(', ')}`;
          deploying = deployment;
          fences.push(fence ?? 0);
        }
        if (event === 'finish') {
          await finish(one.id, one.lease, one.may === true ? 'SUCCEEDED' : 'FAILED').catch(() => undefined);
          if (deploying === deployment) deploying = undefined;
        }
      }
      while (await buildActive(host, development));
      const { active, queued, live, fence } = await host.api.environment(development);
      if (active || queued) return 'something is left';
      const last = live && (await host.api.deployment(live.id)).fence;
      return last === fence ? undefined : `live has fence ${last ?? 0} of ${fence}`;
    };
    const property = fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 12 }),
      async (picks) => {
        const problem = await play(picks);
        if (problem !== undefined) throw new Error(problem);
      },
    );
    const { failed, error, counterexample } = (await fc.check(property, {
      seed,
      numRuns: times(5, 1_000),
      endOnFailure: true,
    })) as fc.RunDetails<unknown> & { error?: string };
    return {
      did: `${count(cases)} interleavings of request, claim, question and end of 3 deployments`,
      measured: failed
        ? `${String(error ?? '').slice(0, 200)} (${JSON.stringify(counterexample)})`
        : '0 violations',
      ok: !failed,
    };
  },
};

/** ORD-3 */
export const movingHead: Scenario = {
  id: 'ORD-3',
  title: 'the head moves while its deployment runs; then a force-push back to an older commit',
  expected: 'the newer push is live; then the older commit, as the newest push',
  async run({ small, times, finally: undo }) {
    const host = await small();
    const app = await givenSmallApp(host, 'moving-head');
    undo(() => app.repository.remove());
    const rounds = times(2, 100);
    const wrong: string[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const first = await newPush(app, `feat: ${round} first`);
      await tell(host, app, first);
      const { active } = await host.api.environment(app.development);
      const lease = active && (await claim(host, active.id));
      const second = await newPush(app, `feat: ${round} second`);
      await tell(host, app, second);
      if (active && lease) {
        await askToDeploy(active.id, lease).catch(() => undefined);
        await finish(active.id, lease).catch(() => undefined);
      }
      while (await buildActive(host, app.development));
      const now = (await host.api.environment(app.development)).live?.commit?.hash;
      if (now !== second.after)
        wrong.push(`round ${round}: live is ${now === first.after ? 'the older' : 'another'} commit`);
      await app.repository.git('reset', '--quiet', '--hard', first.after);
      await tell(host, app, { before: second.after, after: first.after });
      while (await buildActive(host, app.development));
      const back = (await host.api.environment(app.development)).live?.commit?.hash;
      if (back !== first.after) wrong.push(`round ${round}: the force-push did not win`);
    }
    return {
      measured: `${rounds * 2 - wrong.length} of ${rounds * 2} right${wrong.length > 0 ? `; ${wrong.slice(0, 3).join('; ')}` : ''}`,
      ok: wrong.length === 0,
    };
  },
};
