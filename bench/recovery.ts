/** How long an environment is out of order after a power cut of the host, of a builder, or of both, at several moments. */
import { isTerminal } from '../core/states';
import { Gates } from '../e2e/support/scripts';
import { Trellis, type Target } from '../e2e/support/trellis';
import { until } from '../e2e/support/until';
import { killBuilders } from './builders';
import type { Row } from './report';

/** Who dies. */
const victims = ['host', 'builder', 'both'] as const;
type Victim = (typeof victims)[number];

/** When it dies. */
const moments = ['accepted', 'running', 'in its command', 'at its end'] as const;
type Moment = (typeof moments)[number];

/** Each deployment waits at a gate of its own. */
const script = `await gate(process.env.TRELLIS_DEPLOYMENT_ID);`;

/** The stage on which all of it happens. */
interface Scene {
  trellis: Trellis;
  gates: Gates;
  target: Target;
}

/** Waits for the moment of a deployment. */
const reach = async ({ trellis, gates }: Scene, moment: Moment, id: string): Promise<void> => {
  if (moment === 'accepted') return;
  const isRunning = async (): Promise<true | undefined> =>
    (await trellis.api.deployment(id)).status === 'RUNNING' ? true : undefined;
  await until(isRunning, { what: `deployment ${id} to run`, everyMs: 5 });
  if (moment === 'running') return;
  await gates.reached(trellis, id, id);
  if (moment === 'at its end') await gates.open(id);
};

/**
 * Kills in the middle of a deployment, and starts another one as soon as the API takes it.
 *
 * @returns seconds from the kill until the other one's command runs
 */
const recover = async (scene: Scene, victim: Victim, moment: Moment): Promise<number> => {
  const { trellis, gates, target } = scene;
  const { id } = await target.start('deploy');
  await reach(scene, moment, id);
  const killedAt = performance.now();
  if (victim !== 'builder') await trellis.host.kill9();
  if (victim !== 'host') await killBuilders(trellis.host.dataDir);
  if (victim !== 'builder') await trellis.host.begin();
  // A builder that outlived its host goes on, and ends as if nothing had been.
  await gates.open(id);
  const { id: successor } = await target.start('deploy');
  await gates.reached(trellis, successor, successor);
  const seconds = (performance.now() - killedAt) / 1000;
  await gates.open(successor);
  await target.ends(successor);
  const { status } = await trellis.api.deployment(id);
  if (!isTerminal(status)) throw new Error(`${id} is ${status} after its successor has ended`);
  await target.isFree();
  return seconds;
};

const slowest = async (scene: Scene, victim: Victim): Promise<Row> => {
  const seconds: number[] = [];
  for (const moment of moments) seconds.push(await recover(scene, victim, moment));
  return {
    what: `kill -9 of ${victim === 'both' ? 'host and builder' : `the ${victim}`} → the next deployment’s command runs (slowest of ${moments.length} moments)`,
    value: Math.max(...seconds),
    unit: 's',
    aim: { is: 'at most', value: 30 },
  };
};

/** Twelve power cuts of a host of its own. */
export const measureRecovery = async (): Promise<Row[]> => {
  const trellis = new Trellis();
  const gates = new Gates();
  await Promise.all([trellis.start(), gates.prepare()]);
  try {
    const app = await gates.givenApp(trellis, 'bench-recovery', script);
    const scene = { trellis, gates, target: app.in('development') };
    const rows: Row[] = [];
    for (const victim of victims) rows.push(await slowest(scene, victim));
    return rows;
  } finally {
    await trellis.stop();
    await gates.remove();
  }
};
