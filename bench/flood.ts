/** How many lines get through in a second: from a command through masking and storage to everyone who watches. */
import type { LogChunk, LogPage } from '../generated/schema';
import type { Gates } from '../e2e/support/scripts';
import type { Trellis } from '../e2e/support/trellis';
import type { Row } from './report';
import { hashOfChunks, Viewer } from './flood-viewer';

const lineBytes = 100;
const secret = 'correct-horse-battery-staple';
const deadlineMs = 300_000;
const page = `query ($id: ID!, $from: Int) { logs(deploymentId: $id, fromSeq: $from) {
  chunks { deploymentId firstSeq count step time text stderr continues } nextSeq } }`;

/** What floods, and who watches. */
export interface Flood {
  lines: number;
  viewers: number;
}

/** Prints many lines as fast as they are taken; every hundredth holds a secret. */
const script = (lines: number): string => `await gate('go');
console.log('begin ' + Date.now());
for (let i = 0; i < ${lines}; i += 1000) {
  let text = '';
  for (let j = i; j < i + 1000; j++) text += ('line ' + j + (j % 100 ? ' ' : ' ' + process.env.SECRET + ' ')).padEnd(${lineBytes - 1}, 'abcdefghij') + '\\n';
  if (!process.stdout.write(text)) await new Promise((resolve) => process.stdout.once('drain', resolve));
}
await new Promise((resolve) => process.stdout.write('', resolve));`;

const storedChunks = async (trellis: Trellis, id: string): Promise<LogChunk[]> => {
  const chunks: LogChunk[] = [];
  for (let from: number | null | undefined = 0; typeof from === 'number';) {
    const { logs }: { logs: LogPage } = await trellis.api.send(page, { id, from });
    chunks.push(...logs.chunks);
    from = logs.nextSeq;
  }
  return chunks;
};

const none = (what: string, value: number, unit: string): Row => ({
  what,
  value,
  unit,
  aim: { is: 'at most', value: 0 },
});

/** One flood, watched by subscription. */
export const measureFlood = async (
  trellis: Trellis,
  gates: Gates,
  { lines, viewers: count }: Flood,
): Promise<Row[]> => {
  const app = await gates.givenApp(trellis, `bench-flood-${count}`, script(lines));
  const development = app.in('development');
  await development.setVariable('SECRET', secret, true);
  const { id } = await development.start('deploy');
  await gates.reached(trellis, id, 'go');
  const viewers = await Promise.all(Array.from({ length: count }, () => Viewer.open(trellis.host, id)));
  const before = await storedChunks(trellis, id);
  await gates.open('go');
  await trellis.api.waitForDeployment(id, ['SUCCEEDED'], deadlineMs);
  await trellis.api.wholeLog(id, deadlineMs);

  const stored = await storedChunks(trellis, id);
  const { logLines, logHash } = await trellis.api.deployment(id);
  const total = logLines ?? 0;
  const seen = await Promise.all(viewers.map((viewer) => viewer.close(total, before)));
  const begin = stored.flatMap(({ text }) => /^begin (\d+)$/m.exec(text)?.[1] ?? []).map(Number)[0];
  const end = Math.max(...seen.map(({ lastAt }) => lastAt));
  const texts = stored.map(({ text }) => text);
  if (texts.some((text) => text.includes(secret))) throw new Error('a secret reached the log');
  const printed = new Set(texts.flatMap((text) => text.match(/^line \d+/gm) ?? [])).size;
  const sum = (numbers: readonly number[]): number => numbers.reduce((one, other) => one + other, 0);
  const hashes = [hashOfChunks(stored), ...seen.map(({ hash }) => hash)];
  return [
    {
      what: `lines of ${lineBytes} bytes a second, masked, stored and delivered to ${count} (${lines.toLocaleString('en')} lines)`,
      value: lines / ((end - (begin ?? Number.NaN)) / 1000),
      unit: 'lines/s',
      aim: { is: 'at least', value: 50_000 },
    },
    none('of them lost in the stored log', lines - printed, 'lines'),
    none('of them lost on the way to a viewer', sum(seen.map(({ lost }) => lost)), 'lines'),
    none('of them doubled on the way to a viewer', sum(seen.map(({ doubled }) => doubled)), 'lines'),
    none(
      'logs, stored and seen, whose hash differs from the builder’s',
      hashes.filter((hash) => hash !== logHash).length,
      'logs',
    ),
  ];
};
