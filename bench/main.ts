/** `npm run bench`: one run, one table. Everything goes through a real host; nothing else should run on the machine. */
import { Gates } from '../e2e/support/scripts';
import { Trellis } from '../e2e/support/trellis';
import { measureFirstLoad } from './first-load';
import { measureInstall } from './install';
import { measureLatency, measureThroughput } from './logs';
import { measureMemory } from './memory';
import { measurePush } from './push';
import { machine, table, type Row } from './report';
import { measureStarts } from './starts';

const withGates = async (
  trellis: Trellis,
  measure: (trellis: Trellis, gates: Gates) => Promise<Row[]>,
): Promise<Row[]> => {
  const gates = new Gates();
  await gates.prepare();
  try {
    return await measure(trellis, gates);
  } finally {
    await gates.remove();
  }
};

const measureOneHost = async (): Promise<Row[]> => {
  const trellis = new Trellis();
  await trellis.start();
  try {
    const { pid } = trellis.host;
    return [
      ...(await measurePush(trellis)),
      ...(await measureMemory(pid, 'after 11 small deployments')),
      ...(await withGates(trellis, measureLatency)),
      ...(await withGates(trellis, measureThroughput)),
      ...(await measureMemory(pid, 'after the flood of lines')),
      ...(await measureFirstLoad(trellis)),
    ];
  } finally {
    await trellis.stop();
  }
};

console.log(`Measuring on ${machine()}. This takes a minute or two.\n`);
const rows = [...(await measureOneHost()), ...(await measureStarts()), ...(await measureInstall())];
console.log(table(rows));
