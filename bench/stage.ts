/** The host that most parts of a benchmark share, started when the first of them needs it. */
import { Gates } from '../e2e/support/scripts';
import { Trellis } from '../e2e/support/trellis';
import type { Row } from './report';

/** One benchmark run's host. */
export class Stage {
  private started: Promise<Trellis> | undefined;

  /** The shared host. */
  trellis(): Promise<Trellis> {
    this.started ??= (async () => {
      const trellis = new Trellis();
      await trellis.start();
      return trellis;
    })();
    return this.started;
  }

  /** Measures on the shared host, with gates that are removed afterwards. */
  async withGates(measure: (trellis: Trellis, gates: Gates) => Promise<Row[]>): Promise<Row[]> {
    const gates = new Gates();
    await gates.prepare();
    try {
      return await measure(await this.trellis(), gates);
    } finally {
      await gates.remove();
    }
  }

  /** Ends the shared host, if there is one. */
  async clear(): Promise<void> {
    const trellis = await this.started?.catch(() => undefined);
    await trellis?.stop();
  }
}
