/** From a command's standard output to a subscriber: how long a single line takes. */
import type { LogBatch } from '../generated/schema';
import { Subscription } from '../e2e/support/realtime';
import type { Gates } from '../e2e/support/scripts';
import type { Trellis } from '../e2e/support/trellis';
import type { Row } from './report';
import { percentile } from './statistics';

const ticks = 400;
const onLogs = `subscription ($id: ID!) { onLogs(deploymentId: $id) { deploymentId chunks { text } } }`;

/** Prints single lines with the time at which they are printed, at uneven intervals. */
const ticker = `await gate('go');
for (let i = 0; i < ${ticks}; i++) {
  console.log('tick ' + Date.now());
  await new Promise((resolve) => setTimeout(resolve, 5 + (i * 7) % 30));
}`;

/** From the moment at which a line is printed to its arrival at a subscriber. */
export const measureLatency = async (trellis: Trellis, gates: Gates): Promise<Row[]> => {
  const app = await gates.givenApp(trellis, 'bench-latency', ticker);
  const { id } = await app.in('development').start('deploy');
  const latencies: number[] = [];
  const subscription = await Subscription.open<{ onLogs: LogBatch }>(
    trellis.host,
    onLogs,
    { id },
    ({ onLogs: { chunks } }, at) => {
      for (const { text } of chunks)
        for (const [, printed] of text.matchAll(/^tick (\d+)$/gm)) latencies.push(at - Number(printed));
    },
  );
  await gates.reached(trellis, id, 'go');
  await gates.open('go');
  await app.in('development').ends(id);
  await trellis.api.wholeLog(id);
  await subscription.close();
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
