/** WS-3, WS-4 and WS-5: many who watch, one who is slow, and all of them coming back at once. */
import { WebSocket } from 'ws';
import { until } from '../../e2e/support/until';
import type { Context, Scenario } from '../scenario';
import { givenApp } from '../support/apps';
import { Marks, marksModule } from '../support/marks';
import { count, duration } from '../support/numbers';
import { memoryOf } from '../support/processes';
import { clientOf, Sockets, subscribe } from '../support/viewers';
import type { FaultHost } from '../support/fault-host';
import { percentile } from '../../bench/statistics';

const files = { 'marks.mjs': marksModule };

/** Prints ten lines ten times a second, each with its time. */
const speaker = (seconds: number, filler = ''): string => `import { mark, waitFor } from './marks.mjs';
mark('ready');
await waitFor('go');
for (let i = 0; i < ${seconds * 10}; i++) {
  const now = performance.timeOrigin + performance.now();
  let text = 'tick ' + now + '\\n';
  for (let j = 1; j < 10; j++) text += 'line ' + (i * 10 + j) + ' ${filler}\\n';
  process.stdout.write(text);
  await new Promise((resolve) => setTimeout(resolve, 100));
}`;

interface Audience {
  ticks: number;
  lines: number;
  latencies: number[];
}

/** Subscribes a listener that counts. */
const listen = async (
  host: FaultHost,
  id: string,
  offset: number,
): Promise<{ heard: Audience; close: () => Promise<void> }> => {
  const heard: Audience = { ticks: 0, lines: 0, latencies: [] };
  const subscription = await subscribe(host, id, (chunks, at) => {
    for (const { text, step, count: lines } of chunks) {
      if (step !== 'DEPLOY') continue;
      heard.lines += lines;
      for (const [, printed] of text.matchAll(/^tick (\S+)$/gm)) {
        heard.ticks += 1;
        heard.latencies.push(at - offset - Number(printed));
      }
    }
  });
  return { heard, close: () => subscription.close() };
};

/** What Date says less what performance says: commands print the latter. */
const clockOffset = (): number => Date.now() - (performance.timeOrigin + performance.now());

const prepare = async ({ ownHost, finally: undo }: Context, name: string, script: string) => {
  const host = await ownHost();
  const marks = await Marks.create();
  undo(() => marks.remove());
  const app = await givenApp(host, name, script, { files });
  await marks.giveTo(app);
  const { id } = await app.in('development').start('deploy', { force: true });
  await marks.appears(id, 'ready');
  return { host, marks, id };
};

/** WS-3 */
export const thousand: Scenario = {
  id: 'WS-3',
  title: '',
  expected: '0 lost; memory < 500 MB; p95 < 250 ms, p99 < 500 ms (not judged in the short run)',
  async run(context) {
    const [number, seconds] = [1_000, context.times(3, 60)];
    const { host, marks, id } = await prepare(context, 'thousand', speaker(seconds));
    const offset = clockOffset();
    const listeners: Awaited<ReturnType<typeof listen>>[] = [];
    for (let at = 0; at < number; at += 50)
      listeners.push(...(await Promise.all(Array.from({ length: 50 }, () => listen(host, id, offset)))));
    await marks.open('go');
    await host.api.waitForDeployment(id, undefined, 300_000);
    const lines = seconds * 100;
    const all = () => listeners.every(({ heard }) => heard.lines >= lines);
    await until(() => (all() ? true : undefined), { what: 'every line', deadlineMs: 20_000 }).catch(
      () => false,
    );
    const { peakMb } = await memoryOf(host.pid);
    await Promise.all(listeners.map(({ close }) => close()));
    const latencies = listeners.flatMap(({ heard }) => heard.latencies);
    const lost = listeners.reduce((sum, { heard }) => sum + lines - heard.lines, 0);
    const [p95, p99] = [percentile(latencies, 0.95), percentile(latencies, 0.99)];
    return {
      did: `${count(number)} subscribers, 10 messages/s of 10 lines for ${seconds} s`,
      measured: `${count(lost)} of ${count(lines * number)} lost; p50 ${duration(percentile(latencies, 0.5))}, p95 ${duration(p95)}, p99 ${duration(p99)}; host at most ${peakMb.toFixed(0)} MB`,
      ok: lost === 0 && peakMb < 500 && (context.short || (p95 < 250 && p99 < 500)),
    };
  },
};

/** WS-4 */
export const slowReader: Scenario = {
  id: 'WS-4',
  title: '',
  expected: 'the slow one is disconnected at a limit; the others lose nothing; host memory +< 100 MB',
  async run(context) {
    const seconds = context.times(8, 60);
    const { host, marks, id } = await prepare(context, 'slow-reader', speaker(seconds, 'x'.repeat(12_000)));
    const offset = clockOffset();
    const listeners = await Promise.all(Array.from({ length: 20 }, () => listen(host, id, offset)));
    const sockets = new Sockets();
    const client = clientOf(host, sockets.constructorFor());
    let confirmed = 0;
    let cuts = 0;
    const stop = client.subscribe(
      {
        query: `subscription ($id: ID!) { onLogs(deploymentId: $id) { deploymentId chunks { deploymentId firstSeq count text } } }`,
        variables: { id },
      },
      {
        event: () => undefined,
        confirmed: () => (confirmed += 1),
        cut: () => (cuts += 1),
        ended: () => undefined,
      },
    );
    context.finally(stop);
    await until(() => (confirmed > 0 ? true : undefined), { what: 'the slow reader to be subscribed' });
    const [slow] = [...sockets.open];
    if (!(slow instanceof WebSocket)) throw new Error('no connection');
    slow.pause();
    const before = await memoryOf(host.pid);
    await marks.open('go');
    await host.api.waitForDeployment(id, undefined, 300_000);
    const lines = seconds * 100;
    await until(() => (listeners.every(({ heard }) => heard.lines >= lines) ? true : undefined), {
      what: 'every line',
      deadlineMs: 20_000,
    }).catch(() => false);
    const after = await memoryOf(host.pid);
    slow.resume();
    const gone = await until(() => (cuts > 0 && confirmed > 1 ? true : undefined), {
      what: 'the slow reader to be cut and back',
      deadlineMs: 15_000,
    }).catch(() => false);
    await Promise.all(listeners.map(({ close }) => close()));
    const lost = listeners.reduce((sum, { heard }) => sum + lines - heard.lines, 0);
    const latencies = listeners.flatMap(({ heard }) => heard.latencies);
    const growth = after.nowMb - before.nowMb;
    return {
      did: `one of 21 subscribers stops reading while ${((lines * 0.9 * 12_000) / 1_000_000).toFixed(0)} MB are sent to each`,
      measured: `slow one ${gone ? 'disconnected, and back when it reads again' : 'NOT disconnected'}; the others: ${lost} lines lost, p95 ${duration(percentile(latencies, 0.95))}; host memory ${growth >= 0 ? '+' : ''}${growth.toFixed(0)} MB`,
      ok: gone === true && lost === 0 && growth < 100,
    };
  },
};

/** WS-5 */
export const allComeBack: Scenario = {
  id: 'WS-5',
  title: '',
  expected: 'all back ≤ 10 s after the host is, no storm of errors',
  async run(context) {
    const { host, marks, id } = await prepare(context, 'all-come-back', speaker(1));
    const number = 1_000;
    const live = new Set<number>();
    const stops: (() => void)[] = [];
    const sockets = new Sockets();
    const socket = sockets.constructorFor();
    for (let at = 0; at < number; at += 1) {
      const client = clientOf(host, socket);
      stops.push(
        client.subscribe(
          { query: `subscription ($id: ID!) { onDeployment(id: $id) { id status } }`, variables: { id } },
          {
            event: () => undefined,
            confirmed: () => live.add(at),
            cut: () => live.delete(at),
            ended: () => live.delete(at),
          },
        ),
      );
    }
    context.finally(() => stops.forEach((stop) => stop()));
    const everybody = () =>
      until(() => (live.size === number ? true : undefined), {
        what: 'all subscribers',
        deadlineMs: 60_000,
        instead: () => live.size,
      });
    await everybody();
    const before = sockets.opened;
    await host.trellis.host.kill9();
    await until(() => (live.size === 0 ? true : undefined), { what: 'all to notice' });
    await host.restart();
    const began = performance.now();
    await everybody();
    const ms = performance.now() - began;
    const errors = host.trellis.host.printed.split('\n').filter((line) => line.includes('error:')).length;
    const attempts = sockets.opened - before;
    await marks.open('go');
    await host.api.waitForDeployment(id);
    stops.splice(0).forEach((stop) => stop());
    return {
      did: `${count(number)} clients lose their connection at once with the host, which comes back`,
      measured: `all back after ${duration(ms)} with ${count(attempts)} attempts, ${errors} errors in the host's log`,
      ok: ms <= 10_000 && errors === 0,
    };
  },
};
