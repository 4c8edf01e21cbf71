/** LOG-4: everything between a builder and a stored line fails now and then. */
import type { RuleInput } from '../../local/faults/rules';
import type { Scenario } from '../scenario';
import { givenApp } from '../support/apps';
import { disorder, floodScript, numbersOf } from '../support/flood';
import { readLog } from '../support/log-reader';
import { Marks, marksModule } from '../support/marks';
import { count, duration } from '../support/numbers';

const throttled = {
  kind: 'error',
  type: 'ProvisionedThroughputExceededException',
  message: 'Rate exceeded',
} as const;

const faults: Record<string, RuleInput[]> = {
  'the table throttles half of all writes': [
    { at: 'api:BatchWriteItem:before', effect: throttled, chance: 0.5 },
  ],
  'answers are lost': [{ at: 'api:BatchWriteItem:after', effect: { kind: 'cut' }, chance: 0.3 }],
  'batches are taken in part': [
    { at: 'api:BatchWriteItem:before', effect: { kind: 'partial' }, chance: 0.5 },
  ],
  'the forwarder fails twice': [
    {
      at: 'logForwarder:invoke:before',
      effect: { kind: 'error', type: 'Error', message: 'out of memory' },
      times: 2,
    },
  ],
  'deliveries come twice and late': [
    { at: 'logForwarder:invoke:before', effect: { kind: 'later', ms: 1_500 }, chance: 0.3 },
    { at: 'logForwarder:invoke:before', effect: { kind: 'repeat', more: 1 }, chance: 0.5 },
  ],
  'deliveries are skipped': [{ at: 'logForwarder:invoke:before', effect: { kind: 'lose' }, chance: 0.4 }],
};

/** LOG-4 */
export const faultyStore: Scenario = {
  id: 'LOG-4',
  title: '',
  expected: '0 silent gaps: every line, or its gap is named',
  async run({ host: sharedHost, times, seed, finally: undo }) {
    const host = await sharedHost();
    const marks = await Marks.create();
    undo(() => marks.remove());
    const lines = times(6_000, 100_000);
    const app = await givenApp(host, 'faulty-store', floodScript(lines), {
      files: { 'marks.mjs': marksModule },
    });
    await marks.giveTo(app);
    await marks.open('go');
    const silent: string[] = [];
    let hits = 0;
    let slowest = 0;
    for (const [name, rules] of Object.entries(faults)) {
      await host.arm(rules, { seed });
      const began = performance.now();
      const { id } = await app.in('development').start('deploy', { force: true });
      await host.api.waitForDeployment(id, undefined, 120_000);
      slowest = Math.max(slowest, performance.now() - began);
      hits += (await host.state()).hits.length;
      await host.arm();
      await app.in('development').isFree();
      await host.api.wholeLog(id, 30_000).catch(() => undefined);
      const stored = await readLog(host.api, id);
      const { lost, twice, inversions } = disorder(numbersOf(stored.lines), lines);
      const { logLines } = await host.api.deployment(id);
      const named = typeof logLines === 'number' && stored.size < logLines;
      if (lost > 0)
        silent.push(`${name}: ${count(lost)} lines lost${named ? ', named as missing' : ' silently'}`);
      if (twice > 0 || inversions > 0) silent.push(`${name}: ${twice} twice, ${inversions} out of order`);
    }
    return {
      did: `${Object.keys(faults).length} × ${count(lines)} lines while ${Object.keys(faults).join('; ')}`,
      measured: `${count(hits)} faults struck; ${silent.length === 0 ? 'every line stored' : silent.join('; ')}; ended after at most ${duration(slowest)}`,
      ok: silent.length === 0 && hits >= 10,
    };
  },
};
