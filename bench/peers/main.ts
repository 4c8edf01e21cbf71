/** `npm run bench:peers`: the same pushes and jobs through Debian's Buildbot and through Trellis, on this machine, in one run. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { machine } from '../report';
import { buildbotVersion, startBuildbot, whatBuildbotLacks } from './buildbot';
import {
  measureCancels,
  measureFlood,
  measureKill,
  measurePrinting,
  measurePushes,
  measureRepeats,
  type Quantity,
} from './measures';
import type { Peer, Place } from './peer';
import { Session } from './session';
import { comparison } from './table';
import { startTrellis } from './trellis';

const { values } = parseArgs({ options: { lines: { type: 'string', default: '300000' } } });
const lines = Number(values.lines);

const measure = async (start: (place: Place) => Promise<Peer>): Promise<Quantity[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'trellis-peer-'));
  const session = await Session.begin(start, folder);
  try {
    return [
      ...(await measurePushes(session)),
      ...(await measurePrinting(session)),
      ...(await measureFlood(session, lines)),
      ...(await measureKill(session)),
      ...(await measureCancels(session)),
      ...(await measureRepeats(session)),
    ];
  } finally {
    await session.close();
    await rm(folder, { recursive: true, force: true });
  }
};

const notes = `Both clone the same repository on this machine and run the same program; the client's clock is the machine's.
Buildbot runs with its defaults, but waits for no further push (treeStableTimer); it does not mask, and it kills a cancelled command at once.
Trellis masks every line, and gives a cancelled command 10 s after SIGINT and 5 s after SIGTERM to release what it holds.`;

const compare = async (): Promise<void> => {
  if (!Number.isInteger(lines) || lines < 1_000 || lines > 5_000_000) {
    console.error('--lines wants a number from 1,000 to 5,000,000.');
    process.exitCode = 2;
    return;
  }
  const missing = await whatBuildbotLacks();
  if (missing !== undefined) {
    console.log(missing);
    return;
  }
  console.log(
    `Measuring Buildbot ${await buildbotVersion()} and Trellis on ${machine()}. This takes about four minutes.\n`,
  );
  const buildbot = await measure(startBuildbot);
  const trellis = await measure(startTrellis);
  console.log(`${comparison(trellis, buildbot)}\n\n${notes}`);
};

await compare();
