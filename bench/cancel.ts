/** From a person's cancel to the end of the deployment, when its command ends as it should. */
import type { Gates } from '../e2e/support/scripts';
import type { Trellis } from '../e2e/support/trellis';
import { Ends } from './ends';
import type { Row } from './report';
import { percentile } from './statistics';

const rounds = 20;

/** Tidies up for a moment when it is interrupted, as deploy tools do. */
const cooperating = `process.once('SIGINT', () => setTimeout(() => process.exit(130), 100));
await gate('never');`;

/** Cancels twenty deployments, each in the middle of its command. */
export const measureCancel = async (trellis: Trellis, gates: Gates): Promise<Row[]> => {
  const app = await gates.givenApp(trellis, 'bench-cancel', cooperating);
  const development = app.in('development');
  const ends = await Ends.of(trellis, app.app.id);
  const took: number[] = [];
  let otherwise = 0;
  for (let round = 0; round < rounds; round += 1) {
    const { id } = await development.start('deploy');
    await gates.reached(trellis, id, 'never');
    const asked = Date.now();
    await trellis.api.cancel(id);
    const { status, at } = await ends.end(id);
    took.push(at - asked);
    if (status !== 'CANCELLED') otherwise += 1;
    await development.isFree();
  }
  await ends.close();
  return [
    { what: `cancel → ended (p50 of ${rounds})`, value: percentile(took, 0.5), unit: 'ms' },
    {
      what: `cancel → ended (p95 of ${rounds})`,
      value: percentile(took, 0.95),
      unit: 'ms',
      aim: { is: 'at most', value: 2_000 },
    },
    {
      what: 'of them that ended otherwise',
      value: otherwise,
      unit: 'deployments',
      aim: { is: 'at most', value: 0 },
    },
  ];
};
