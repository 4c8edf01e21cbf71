/** Lines from a command's standard output to a subscriber: how long one takes, and how many get through in a second. */
import { createHash } from 'node:crypto';
import type { LogBatch } from '../generated/schema';
import { Subscription } from '../e2e/support/realtime';
import type { Gates } from '../e2e/support/scripts';
import type { AppUnderTest, Trellis } from '../e2e/support/trellis';
import type { Row } from './report';
import { percentile } from './statistics';

const ticks = 400;
const lines = 300_000;
const lineBytes = 100;
const secret = 'correct-horse-battery-staple';
const onLogs = `subscription ($id: ID!) { onLogs(deploymentId: $id) {
  deploymentId chunks { deploymentId firstSeq count step time text stderr continues } } }`;

/** Prints single lines with the time at which they are printed, at uneven intervals. */
const ticker = `await gate('go');
for (let i = 0; i < ${ticks}; i++) {
  console.log('tick ' + Date.now());
  await new Promise((resolve) => setTimeout(resolve, 5 + (i * 7) % 30));
}`;

/** Prints many lines as fast as they are taken; every hundredth holds a secret. */
const flood = `await gate('go');
console.log('begin ' + Date.now());
for (let i = 0; i < ${lines}; i += 1000) {
  let text = '';
  for (let j = i; j < i + 1000; j++) text += ('line ' + j + (j % 100 ? ' ' : ' ' + process.env.SECRET + ' ')).padEnd(${lineBytes - 1}, 'abcdefghij') + '\\n';
  if (!process.stdout.write(text)) await new Promise((resolve) => process.stdout.once('drain', resolve));
}
await new Promise((resolve) => process.stdout.write('', resolve));`;

/** Starts a deployment, watches its log, lets it go, and waits for its end. Gives what the subscriber got and when. */
const watch = async (
  trellis: Trellis,
  gates: Gates,
  app: AppUnderTest,
): Promise<{ id: string; arrivals: { at: number; text: string; count: number }[] }> => {
  const development = app.in('development');
  const { id } = await development.start('deploy');
  const arrivals: { at: number; text: string; count: number }[] = [];
  const subscription = await Subscription.open<{ onLogs: LogBatch }>(
    trellis.host,
    onLogs,
    { id },
    ({ onLogs: batch }, at) => {
      for (const { text, count } of batch.chunks) arrivals.push({ at, text, count });
    },
  );
  await gates.reached(trellis, id, 'go');
  await gates.open('go');
  await trellis.api.waitForDeployment(id, ['SUCCEEDED'], 300_000);
  await trellis.api.wholeLog(id, 120_000);
  await subscription.close();
  return { id, arrivals };
};

/** From the moment at which a line is printed to its arrival at a subscriber. */
export const measureLatency = async (trellis: Trellis, gates: Gates): Promise<Row[]> => {
  const app = await gates.givenApp(trellis, 'bench-latency', ticker);
  const { arrivals } = await watch(trellis, gates, app);
  const latencies = arrivals.flatMap(({ at, text }) =>
    [...text.matchAll(/^tick (\d+)$/gm)].map(([, printed]) => at - Number(printed)),
  );
  if (latencies.length !== ticks)
    throw new Error(`${latencies.length} of ${ticks} lines reached the subscriber`);
  return [
    { what: `line → subscriber (p50 of ${ticks})`, value: percentile(latencies, 0.5), unit: 'ms' },
    {
      what: `line → subscriber (p95 of ${ticks})`,
      value: percentile(latencies, 0.95),
      unit: 'ms',
      aim: { is: 'at most', value: 50 },
    },
  ];
};

/** Through masking, storage and fan-out to one subscriber. */
export const measureThroughput = async (trellis: Trellis, gates: Gates): Promise<Row[]> => {
  const app = await gates.givenApp(trellis, 'bench-throughput', flood);
  await app.in('development').setVariable('SECRET', secret, true);
  const { id, arrivals } = await watch(trellis, gates, app);
  const begin = Number(/^begin (\d+)$/m.exec(arrivals.map(({ text }) => text).join('\n'))?.[1]);
  const end = arrivals.at(-1)?.at ?? Number.NaN;
  const stored = await trellis.api.log(id);
  const { logLines, logHash } = await trellis.api.deployment(id);
  const hash = createHash('sha256');
  for (const line of stored) hash.update(`${line}\n`);
  const numbered = (list: readonly string[]): number =>
    new Set(list.filter((line) => /^line \d+ /.test(line))).size;
  const received = arrivals.flatMap(({ text }) => text.split('\n'));
  if (stored.some((line) => line.includes(secret))) throw new Error('a secret reached the log');
  return [
    {
      what: `lines of ${lineBytes} bytes a second, masked, stored and delivered (${lines.toLocaleString('en')} lines)`,
      value: lines / ((end - begin) / 1000),
      unit: 'lines/s',
      aim: { is: 'at least', value: 50_000 },
    },
    {
      what: 'of them lost in the stored log',
      value: lines - numbered(stored),
      unit: 'lines',
      aim: { is: 'at most', value: 0 },
    },
    {
      what: 'of them lost on the way to the subscriber',
      value: lines - numbered(received),
      unit: 'lines',
      aim: { is: 'at most', value: 0 },
    },
    {
      what: 'stored logs whose count or hash differs from the builder’s',
      value: stored.length === logLines && hash.digest('hex') === logHash ? 0 : 1,
      unit: 'logs',
      aim: { is: 'at most', value: 0 },
    },
  ];
};
