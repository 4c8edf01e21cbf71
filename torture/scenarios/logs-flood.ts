/** LOG-1 and LOG-7: how much, and how soon. */
import type { Scenario } from '../scenario';
import { givenApp } from '../support/apps';
import { newCanary } from '../support/canaries';
import { disorder, floodScript, numbersOf } from '../support/flood';
import { logOf, readLog } from '../support/log-reader';
import { Marks, marksModule } from '../support/marks';
import { count, duration } from '../support/numbers';
import { subscribe } from '../support/viewers';
import type { ReadChunk } from '../../core/log-merge';
import { percentile } from '../../bench/statistics';

const files = { 'marks.mjs': marksModule };
const viewers = 3;

/** LOG-1 */
export const flood: Scenario = {
  id: 'LOG-1',
  title: '',
  expected: '0 lost, 0 twice, in order, hash equal, masked; ≥ 50,000 lines/s (not judged in the short run)',
  async run({ ownHost, times, random, short, finally: undo }) {
    const host = await ownHost();
    const marks = await Marks.create();
    undo(() => marks.remove());
    const lines = times(50_000, 1_000_000);
    const app = await givenApp(host, 'flood', floodScript(lines), { files });
    await marks.giveTo(app);
    const canary = newCanary(random, 'flood');
    host.canaries.add(canary);
    const development = app.in('development');
    await development.setVariable('SECRET', canary, true);
    const { id } = await development.start('deploy', { force: true });
    await marks.appears(id, 'ready');
    const received = Array.from({ length: viewers }, (): ReadChunk[] => []);
    let last = 0;
    const subscriptions = await Promise.all(
      received.map((chunks) =>
        subscribe(host, id, (more) => {
          chunks.push(...more);
          last = performance.now();
        }),
      ),
    );
    const began = performance.now();
    await marks.open('go');
    await host.api.waitForDeployment(id, ['SUCCEEDED', 'FAILED'], 300_000);
    await host.api.wholeLog(id, 120_000);
    await Promise.all(subscriptions.map((subscription) => subscription.close()));
    const stored = await readLog(host.api, id);
    const { logHash, logLines } = await host.api.deployment(id);
    const wrong = disorder(numbersOf(stored.lines), lines);
    const seen = received.map((chunks) => disorder(numbersOf(logOf(chunks).lines), lines));
    const lostLive = seen.map(({ lost }) => lost);
    const rate = lines / ((last - began) / 1000);
    const whole = stored.hash === logHash && stored.size === logLines;
    const unmasked = stored.chunks.some(({ text }) => text.includes(canary));
    return {
      did: `${count(lines)} lines of 100 bytes, each hundredth with a secret, to the store and ${viewers} subscribers`,
      measured: `${wrong.lost} lost, ${wrong.twice} twice, ${wrong.inversions} out of order, hash ${whole ? 'equal' : 'DIFFERS'}, secrets ${unmasked ? 'LEAKED' : 'masked'}; ${count(rate)} lines/s to the last subscriber; lost on the live side: ${lostLive.join(', ')}`,
      ok:
        wrong.lost + wrong.twice + wrong.inversions === 0 && whole && !unmasked && (short || rate >= 50_000),
    };
  },
};

const ticker = (ticks: number): string => `import { mark, waitFor } from './marks.mjs';
mark('ready');
await waitFor('go');
for (let i = 0; i < ${ticks}; i++) {
  console.log('tick ' + (performance.timeOrigin + performance.now()));
  await new Promise((resolve) => setTimeout(resolve, 20));
}`;

/** LOG-7 */
export const latency: Scenario = {
  id: 'LOG-7',
  title: '',
  expected:
    'stdout → subscriber p95 < 50 ms, p99 < 150 ms with 1 viewer, p95 < 100 ms with 100 (in the short run: p95 < 1 s)',
  async run({ ownHost, times, short, finally: undo }) {
    const host = await ownHost();
    const marks = await Marks.create();
    undo(() => marks.remove());
    const ticks = 50 * times(4, 600);
    const app = await givenApp(host, 'latency', ticker(ticks), { files });
    await marks.giveTo(app);
    const measure = async (audience: number): Promise<number[]> => {
      await marks.close('go');
      const { id } = await app.in('development').start('deploy', { force: true });
      await marks.appears(id, 'ready');
      const took: number[] = [];
      const offset = Date.now() - (performance.timeOrigin + performance.now());
      const subscriptions = await Promise.all(
        Array.from({ length: audience }, () =>
          subscribe(host, id, (chunks, at) => {
            for (const { text } of chunks)
              for (const [, printed] of text.matchAll(/^tick (\S+)$/gm))
                took.push(at - offset - Number(printed));
          }),
        ),
      );
      await marks.open('go');
      await host.api.waitForDeployment(id, undefined, 900_000);
      await host.api.wholeLog(id);
      await Promise.all(subscriptions.map((subscription) => subscription.close()));
      await app.in('development').isFree();
      return took;
    };
    const [one, many] = [await measure(1), await measure(100)];
    const figures = (took: readonly number[]): string =>
      `p50 ${duration(percentile(took, 0.5))}, p95 ${duration(percentile(took, 0.95))}, p99 ${duration(percentile(took, 0.99))}`;
    return {
      did: `50 lines/s, ${count(ticks)} lines, to 1 and to 100 viewers`,
      measured: `1 viewer: ${figures(one)}; 100 viewers: ${figures(many)}; ${ticks - one.length} and ${ticks * 100 - many.length} lost on the live side`,
      ok: short
        ? percentile(many, 0.95) < 1_000
        : percentile(one, 0.95) < 50 && percentile(one, 0.99) < 150 && percentile(many, 0.95) < 100,
    };
  },
};
