/** KILL-1: the host dies at every point from webhook to finish. */
import type { AppUnderTest } from '../../e2e/support/trellis';
import type { Context, Scenario } from '../scenario';
import { givenGithubApp } from '../support/apps';
import { deliver } from '../support/deliveries';
import type { FaultHost } from '../support/fault-host';
import { count, duration, eachOf, shuffled } from '../support/numbers';
import { newPush, recovers, wrongNow } from '../support/rounds';

const lines = 40;
const script = `for (let i = 0; i < ${lines}; i++) console.log('line ' + i);`;
const lanes = 3;
const recoverMs = 60_000;
/** Fewer kills than these say little. */
const leastKills = { whole: 25, short: 10 };
/** What runs by the clock or behind a push and not on its way, and who asks for the API's pages. */
const offTheWay =
  /^(sweeper|notifyGithub|authorizer|session|outside:(Get|Describe|Put|Create|Delete)(?!.*S3))/;

interface Lane {
  host: FaultHost;
  app: AppUnderTest & { slug: string };
}

/** What came of one kill. */
interface Kill {
  point: string;
  struck: boolean;
  recoveryMs?: number;
  status?: string;
  wrong: string[];
}

const newLane = async ({ ownHost }: Context): Promise<Lane> => {
  const host = await ownHost();
  return { host, app: await givenGithubApp(host, 'killed', script) };
};

/** The points that one push touches, from the webhook to the end of its log. */
const pointsOf = async ({ host, app }: Lane): Promise<string[]> => {
  const development = app.in('development');
  await host.arm();
  const push = await newPush(host, app, 'feat: a run to see its points');
  await deliver(host, push.delivery);
  const { id } = await development.deploymentOf(push.commit);
  await development.ends(id);
  await development.isFree();
  const { reached } = await host.state();
  return [...new Set(reached)].filter((point) => !offTheWay.test(point));
};

/** Points of every kind first, then the rest, in an order that chance decides. */
const inOrder = (points: readonly string[], random: () => number): string[] => {
  const kinds = new Set<string>();
  const mixed = shuffled(points, random);
  const first = mixed.filter((point) => {
    const kind = point.replace(/#\d+/, '');
    return !kinds.has(kind) && kinds.add(kind);
  });
  return [...first, ...mixed.filter((point) => !first.includes(point))];
};

const killAt = async ({ host, app }: Lane, point: string): Promise<Kill> => {
  const push = await newPush(host, app, `feat: dies at ${point}`);
  await host.arm([{ at: point, effect: { kind: 'kill' }, times: 1 }]);
  const development = app.in('development');
  await deliver(host, push.delivery);
  const dies = host.dies(60_000);
  const ends = development
    .deploymentOf(push.commit)
    .then(({ id }) => host.api.waitForDeployment(id))
    .then(() => development.isFree())
    .catch(() => undefined);
  await Promise.race([dies, ends.then(() => host.dies(300))]);
  // Whoever takes the fault back without an answer was too late for that.
  const lives = await host.arm().then(
    () => true,
    () => false,
  );
  if (lives) return { point, struck: false, wrong: [] };
  await host.dies();
  await host.restart();
  const recovered = await recovers(host, development.id, push, recoverMs);
  const wrong = await wrongNow(host);
  if (recovered === undefined) wrong.push(`the push whose host died at ${point} never ended`);
  return { point, struck: true, recoveryMs: recovered?.ms ?? recoverMs, status: recovered?.status, wrong };
};

/** KILL-1 */
export const killHost: Scenario = {
  id: 'KILL-1',
  title: 'kill -9 of the host at every point from webhook to finish',
  expected:
    'at least 25 points (10 in the short run); every push comes to an end, nothing stuck, environment free; recovery ≤ 45 s',
  async run(context) {
    const all = await Promise.all(Array.from({ length: lanes }, () => newLane(context)));
    const [first] = all;
    if (!first) throw new Error('no lane');
    const points = await pointsOf(first);
    const wanted = Math.min(points.length, context.times(12, points.length));
    const queue = inOrder(points, context.random);
    const kills: Kill[] = [];
    await eachOf(all, lanes, async (lane) => {
      for (let point = queue.shift(); point !== undefined; point = queue.shift()) {
        if (kills.filter(({ struck }) => struck).length >= wanted) return;
        kills.push(await killAt(lane, point));
      }
    });
    const struck = kills.filter((kill) => kill.struck);
    const slowest = struck.reduce<Kill | undefined>(
      (worst, kill) => ((kill.recoveryMs ?? 0) > (worst?.recoveryMs ?? -1) ? kill : worst),
      undefined,
    );
    const wrong = struck.flatMap((kill) => kill.wrong);
    const failed = struck.filter(({ status }) => status === 'FAILED').map(({ point }) => point);
    const slow = struck.filter(({ recoveryMs }) => (recoveryMs ?? 0) > 5_000).map(({ point }) => point);
    return {
      did: `kill -9 of the host at ${struck.length} of ${count(points.length)} points from webhook to finish (${kills.length - struck.length} were not reached again)`,
      measured: `${struck.filter(({ status }) => status === 'SUCCEEDED').length} live${failed.length > 0 ? `, ${failed.length} failed with a reason (${failed.slice(0, 4).join(', ')})` : ''}; recovery at most ${duration(slowest?.recoveryMs ?? 0)} (${slowest?.point ?? ''}), ${slow.length} over 5 s${slow.length > 0 ? `: ${slow.slice(0, 6).join(', ')}` : ''}${wrong.length > 0 ? `; WRONG: ${wrong.slice(0, 4).join('; ')}` : ''}`,
      ok:
        struck.length >= (context.short ? leastKills.short : leastKills.whole) &&
        wrong.length === 0 &&
        (slowest?.recoveryMs ?? 0) <= 45_000,
    };
  },
};
