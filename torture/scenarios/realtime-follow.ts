/** WS-1 and WS-2: a reader whose connection is lost, in every way, ends with every line. */
import { connect, createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../../log-client/clock';
import { systemClock } from '../../log-client/clock';
import { until } from '../../e2e/support/until';
import type { Scenario } from '../scenario';
import { givenApp } from '../support/apps';
import { disorder, numbersOf } from '../support/flood';
import { Marks, marksModule } from '../support/marks';
import { count, duration } from '../support/numbers';
import { clientOf, follow, Sockets, type Followed } from '../support/viewers';
import { percentile } from '../../bench/statistics';

const files = { 'marks.mjs': marksModule };

/** How long each outage was, from its being told to the next confirmation. */
const outages = ({ changes }: Followed): number[] =>
  changes.flatMap(({ isLive, at }, index) => {
    const next = changes[index + 1];
    return !isLive && next?.isLive ? [next.at - at] : [];
  });

const slowly = (lines: number): string => `import { mark, waitFor } from './marks.mjs';
mark('ready');
await waitFor('go');
for (let i = 0; i < ${lines}; i += 200) {
  let text = '';
  for (let j = i; j < i + 200; j++) text += 'line ' + j + ' of many\\n';
  process.stdout.write(text);
  await new Promise((resolve) => setTimeout(resolve, 20));
}`;

/** WS-1 */
export const randomDrops: Scenario = {
  id: 'WS-1',
  title: '',
  expected: '0 lost, 0 twice; back after p95 < 1 s',
  async run({ host: sharedHost, times, random, finally: undo }) {
    const host = await sharedHost();
    const marks = await Marks.create();
    undo(() => marks.remove());
    const [lines, drops] = [times(40_000, 100_000), times(20, 100)];
    const app = await givenApp(host, 'random-drops', slowly(lines), { files });
    await marks.giveTo(app);
    const { id } = await app.in('development').start('deploy', { force: true });
    await marks.appears(id, 'ready');
    const sockets = new Sockets();
    const client = clientOf(host, sockets.constructorFor());
    let dropped = 0;
    const followed = follow(host, id, client, {
      onLines: (total) => {
        while (dropped < drops && total >= ((dropped + 1) * lines) / (drops + 1)) {
          dropped += 1;
          sockets.cutOne(random);
        }
      },
    });
    await marks.open('go');
    const result = await followed;
    const wrong = disorder(numbersOf(result.lines), lines);
    const back = outages(result);
    return {
      did: `${dropped} drops of the connection while ${count(lines)} lines are followed`,
      measured: `${wrong.lost} lost, ${wrong.twice} twice, ${wrong.inversions} out of order; hash ${result.end?.complete === true ? 'equal' : 'NOT equal'}; ${sockets.opened} connections, back after p50 ${duration(percentile(back, 0.5))}, p95 ${duration(percentile(back, 0.95))}`,
      ok:
        wrong.lost + wrong.twice + wrong.inversions === 0 &&
        result.end?.complete === true &&
        percentile(back, 0.95) < 1_000 &&
        dropped >= drops * 0.8,
    };
  },
};

/** A door between client and host that can fall silent without a word. */
const openDoor = async (target: () => number) => {
  const pairs = new Set<[Socket, Socket]>();
  const server = createServer((outer) => {
    const inner = connect(target(), '127.0.0.1');
    const pair: [Socket, Socket] = [outer, inner];
    pairs.add(pair);
    outer.pipe(inner).pipe(outer);
    for (const socket of pair) {
      socket.on('error', () => undefined);
      socket.on('close', () => {
        pairs.delete(pair);
        for (const each of pair) each.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    /** All connections of now say nothing any more, and hear nothing. */
    fallSilent() {
      for (const [outer, inner] of pairs) {
        outer.unpipe(inner);
        inner.unpipe(outer);
        outer.pause();
        inner.pause();
      }
    },
    close() {
      for (const pair of pairs) for (const each of pair) each.destroy();
      server.close();
    },
  };
};

const sleepMs = 2 * 3_600_000;

/** WS-2 */
export const deadConnections: Scenario = {
  id: 'WS-2',
  title: '',
  expected: 'found, replaced, told apart from the end; every line once',
  async run({ ownHost, finally: undo }) {
    const host = await ownHost();
    const marks = await Marks.create();
    undo(() => marks.remove());
    const door = await openDoor(() => Number(new URL(host.url).port));
    undo(() => door.close());
    const steps = ['a', 'b', 'c', 'd'];
    const script = `import { mark, waitFor } from './marks.mjs';
let number = 0;
for (const step of ${JSON.stringify(steps)}) {
  await waitFor(step);
  for (let i = 0; i < 500; i++) console.log('line ' + number++ + ' of many');
  mark(step);
}`;
    const app = await givenApp(host, 'dead-connections', script, { files });
    await marks.giveTo(app);
    const { id } = await app.in('development').start('deploy', { force: true });
    await host.api.waitForDeployment(id, ['RUNNING']);
    let ahead = 0;
    const clock: Clock = { ...systemClock, now: () => Date.now() + ahead };
    const sockets = new Sockets();
    const client = clientOf(
      host,
      sockets.constructorFor(() => door.port),
      clock,
    );
    const seen: boolean[] = [];
    let total = 0;
    const followed = follow(host, id, client, { clock, onLines: (lines) => (total = lines) });
    const reaches = (lines: number): Promise<true> =>
      until(() => (total >= lines ? true : undefined), {
        what: `${lines} lines`,
        deadlineMs: 60_000,
        instead: () => total,
      });

    await marks.open('a');
    await reaches(500);
    // Half-open: nothing comes, nothing is said. The time of day goes on, as while a machine sleeps.
    door.fallSilent();
    await marks.open('b');
    await marks.appears(id, 'b');
    ahead += sleepMs;
    const slept = performance.now();
    await reaches(1_000);
    const found = performance.now() - slept;
    seen.push(sockets.opened >= 2);
    // The host goes and comes back.
    await host.trellis.host.kill9();
    await marks.open('c');
    await marks.appears(id, 'c');
    await host.restart();
    const restarted = performance.now();
    await reaches(1_500);
    const back = performance.now() - restarted;
    await marks.open('d');
    const result = await followed;
    const wrong = disorder(numbersOf(result.lines), 2_000);
    const cuts = result.changes.filter(({ isLive }) => !isLive).length;
    return {
      did: 'a connection that falls silent without a word while 2 hours pass, and a host that is killed and started again',
      measured: `silence found and every line there after ${duration(found)}, after the restart ${duration(back)}; ${cuts} cuts told, the end once (${result.end?.ended === true ? 'ended' : 'NOT ended'}); ${wrong.lost} lost, ${wrong.twice} twice`,
      ok:
        wrong.lost + wrong.twice + wrong.inversions === 0 &&
        result.end?.complete === true &&
        cuts >= 2 &&
        seen.every(Boolean),
    };
  },
};
