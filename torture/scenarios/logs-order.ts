/** LOG-2, LOG-3, LOG-5 and LOG-6: every line once, in order, also when it comes twice, late, or right before the end. */
import type { ChunkRecord } from '../../core/log-record';
import { serializeLogRecord } from '../../core/log-record';
import { subscriptionEvent } from '../../local/logs/subscription-event';
import type { Scenario } from '../scenario';
import { givenApp } from '../support/apps';
import { logOf, readLog } from '../support/log-reader';
import { count, shuffled } from '../support/numbers';
import type { SmallHost } from '../support/small-host';
import { givenSmallApp } from '../support/small-apps';
import { claim, finish } from '../support/small-builder';
import { disorder } from '../support/flood';

/** A log's records: so many chunks of a few lines each, all of the same millisecond. */
const recordsOf = (deploymentId: string, chunks: number, below: (limit: number) => number): ChunkRecord[] => {
  const records: ChunkRecord[] = [];
  let firstSeq = 0;
  for (let index = 0; index < chunks; index += 1) {
    const size = 1 + below(8);
    const lines = Array.from({ length: size }, (_, line) => `line ${firstSeq + line} of this log`);
    records.push({
      trellis: 1,
      type: 'chunk',
      deploymentId,
      firstSeq,
      count: size,
      step: 'DEPLOY',
      time: 1_760_000_000_000,
      text: lines.join('\n'),
      stderr: [],
      continues: false,
    });
    firstSeq += size;
  }
  return records;
};

/** Hands records to the log forwarder as CloudWatch Logs would. */
const hand = async (
  { runner, tasks }: SmallHost,
  deploymentId: string,
  records: readonly ChunkRecord[],
): Promise<void> => {
  const taskId = tasks.of(deploymentId).at(-1)?.id ?? '';
  await runner.invoke(
    'logForwarder',
    subscriptionEvent(taskId, { offset: 0, lines: records.map(serializeLogRecord) }),
  );
};

const inGroups = (records: readonly ChunkRecord[], below: (limit: number) => number): ChunkRecord[][] => {
  const groups: ChunkRecord[][] = [];
  for (let at = 0; at < records.length;) {
    const size = 1 + below(12);
    groups.push(records.slice(at, at + size));
    at += size;
  }
  return groups;
};

/** LOG-2 */
export const shuffledBatches: Scenario = {
  id: 'LOG-2',
  title: '',
  expected: 'stored and shown exactly once, by number',
  async run({ small, times, random, below, finally: undo }) {
    const host = await small();
    const { development, repository } = await givenSmallApp(host, 'shuffled');
    undo(() => repository.remove());
    const rounds = times(3, 1_000);
    const wrong: string[] = [];
    let delivered = 0;
    for (let round = 0; round < rounds; round += 1) {
      const { id } = await host.api.start('deploy', { environmentId: development, force: true });
      const lease = await claim(host, id);
      const records = recordsOf(id, 60, below);
      const groups = shuffled(
        [1, 2, 3].flatMap(() => inGroups(shuffled(records, random), below)),
        random,
      );
      delivered += groups.length;
      for (let at = 0; at < groups.length; at += 4)
        await Promise.all(groups.slice(at, at + 4).map((group) => hand(host, id, group)));
      const expected = logOf(records);
      const stored = await readLog(host.api, id);
      const shown = logOf(groups.flat());
      if (stored.hash !== expected.hash || stored.gaps.length > 0)
        wrong.push(`round ${round}: ${stored.size} of ${expected.size} lines stored`);
      if (shown.lines.join('\n') !== expected.lines.join('\n')) wrong.push(`round ${round}: shown otherwise`);
      await finish(id, lease);
    }
    return {
      did: `${count(rounds)} logs, each chunk told 3 times in any order (${count(delivered)} deliveries, 4 at once, all of one millisecond)`,
      measured: `${wrong.length} differences${wrong.length > 0 ? `: ${wrong.slice(0, 3).join('; ')}` : ''}`,
      ok: wrong.length === 0,
    };
  },
};

/** LOG-3 */
export const twoStreams: Scenario = {
  id: 'LOG-3',
  title: '',
  expected: 'order of each stream kept, one numbering; 0 inversions',
  async run({ host: sharedHost, times }) {
    const host = await sharedHost();
    const lines = times(20_000, 600_000);
    const app = await givenApp(
      host,
      'two-streams',
      `import { writeSync } from 'node:fs';
for (let i = 0; i < ${lines}; i += 100) {
  for (let j = i; j < i + 100; j++) writeSync(j % 2 ? 2 : 1, (j % 2 ? 'err ' : 'out ') + j + '\\n');
  await new Promise((resolve) => setTimeout(resolve, 10));
}`,
    );
    const { id } = await app.in('development').run('deploy', { force: true });
    await host.api.wholeLog(id);
    const stored = await readLog(host.api, id);
    const of = (word: string): number[] =>
      stored.lines.flatMap((line) => (line.startsWith(`${word} `) ? [Number(line.slice(4))] : []));
    const streams = ['out', 'err'].map((word) => disorder(of(word), lines / 2));
    const marked = new Set(
      stored.chunks
        .filter(({ step }) => step === 'DEPLOY')
        .flatMap(({ text, stderr }) =>
          text
            .split('\n')
            .filter((_, index) => stderr.includes(index))
            .map((line) => line.slice(0, 3)),
        ),
    );
    const [lost, inversions] = [
      streams.reduce((sum, each) => sum + each.lost, 0),
      streams.reduce((sum, each) => sum + each.inversions, 0),
    ];
    return {
      did: `${count(lines)} lines to stdout and stderr in turn, about 10,000 a second`,
      measured: `${lost} lost, ${inversions} inversions, ${stored.gaps.length} gaps in the numbering, stderr marks: ${[...marked].join(', ')}`,
      ok:
        lost === 0 && inversions === 0 && stored.gaps.length === 0 && marked.size === 1 && marked.has('err'),
    };
  },
};

const lastWords: Record<string, string> = {
  'exit(1)': 'process.exit(1);',
  SIGKILL: "process.kill(process.pid, 'SIGKILL');",
  abort: 'process.abort();',
};

/** LOG-5 */
export const suddenEnd: Scenario = {
  id: 'LOG-5',
  title: `10,000 lines, and then at once ${Object.keys(lastWords).join(', ')}`,
  expected: 'all lines there before the status is terminal',
  async run({ host: sharedHost, times }) {
    const host = await sharedHost();
    const rounds = times(1, 20);
    let late = 0;
    let lost = 0;
    for (let round = 0; round < rounds; round += 1)
      for (const [name, word] of Object.entries(lastWords)) {
        const app = await givenApp(
          host,
          `sudden-${name.toLowerCase().replace(/\W/g, '')}-${round}`,
          `import { writeSync } from 'node:fs';
let text = '';
for (let i = 0; i < 10000; i++) text += 'line ' + i + ' \\n';
for (let at = 0; at < text.length; ) at += writeSync(1, text.slice(at));
${word}`,
        );
        const { id } = await app.in('development').start('deploy', { force: true });
        await host.api.waitForDeployment(id);
        const linesOf = async (): Promise<number> =>
          new Set((await readLog(host.api, id)).lines.filter((line) => /^line \d+ $/.test(line))).size;
        late += 10_000 - (await linesOf());
        await host.api.wholeLog(id);
        lost += 10_000 - (await linesOf());
      }
    return {
      measured: `${late} of ${count(rounds * 30_000)} lines not yet there when the status was terminal, ${lost} lost`,
      ok: late === 0 && lost === 0,
    };
  },
};

/** LOG-6 */
export const lateLines: Scenario = {
  id: 'LOG-6',
  title: '',
  expected: 'what belongs to the log is taken; the rest is refused once, and changes nothing',
  async run({ small, below, finally: undo }) {
    const host = await small();
    const { development, repository } = await givenSmallApp(host, 'late-lines');
    undo(() => repository.remove());
    const { id } = await host.api.start('deploy', { environmentId: development, force: true });
    const lease = await claim(host, id);
    const records = recordsOf(id, 40, below);
    const [early, late] = [records.slice(0, 20), records.slice(20)];
    await hand(host, id, early);
    const expected = logOf(records);
    const end = { logLines: expected.size, logHash: expected.hash };
    const first = await finish(id, lease, 'SUCCEEDED', end);
    await hand(host, id, late);
    const { status } = await finish(id, lease, 'SUCCEEDED', end);
    const stored = await readLog(host.api, id);
    const beyond = recordsOf(id, 200, below).filter(({ firstSeq }) => firstSeq >= expected.size);
    host.points.arm({ seed: 1, record: false, rules: [] });
    const outcome = await hand(host, id, beyond).then(
      () => 'answered',
      () => 'failed',
    );
    const calls = host.points.reached().filter((point) => /^api:.*:before$/.test(point)).length;
    const after = await readLog(host.api, id);
    return {
      did: `20 chunks after the builder said the end, which belong to the log; then ${beyond.length} beyond its end`,
      measured: `the end waits for ${first.awaitsLines} lines and is then ${status}; ${stored.size} of ${expected.size} lines, hash ${stored.hash === expected.hash ? 'equal' : 'DIFFERS'}; beyond: ${outcome}, ${after.size - stored.size} lines added, ${calls} operations on the table`,
      ok:
        first.status === 'RUNNING' &&
        status === 'SUCCEEDED' &&
        stored.hash === expected.hash &&
        after.hash === stored.hash &&
        outcome === 'answered',
    };
  },
};
