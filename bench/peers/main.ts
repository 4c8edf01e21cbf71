/** `npm run bench:peers`: the same pushes and jobs through Debian's Buildbot and through Trellis, on this machine, in one run. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readOptions, refuse } from '../arguments';
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

/** How many lines the flood has. */
const linesOf = (text: string): number =>
  /^\d+$/.test(text) && Number(text) >= 1_000 && Number(text) <= 5_000_000
    ? Number(text)
    : refuse('--lines wants a number from 1000 to 5000000.');

const measure = async (start: (place: Place) => Promise<Peer>, lines: number): Promise<Quantity[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'trellis-peer-'));
  try {
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
    }
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
};

const notes = `Both clone the same repository on this machine and run the same program; the client's clock is the machine's.
Buildbot runs with its defaults, but waits for no further push (treeStableTimer); it does not mask, and it kills a cancelled command at once.
Trellis masks every line, and gives a cancelled command 10 s after SIGINT and 5 s after SIGTERM to release what it holds.`;

const compare = async (lines: number): Promise<void> => {
  const missing = await whatBuildbotLacks();
  if (missing !== undefined) {
    console.log(missing);
    return;
  }
  const version = await buildbotVersion();
  console.log(`Measuring Buildbot ${version} and Trellis on ${machine()}. This takes about four minutes.\n`);
  const buildbot = await measure(startBuildbot, lines);
  const trellis = await measure(startTrellis, lines);
  console.log(`${comparison(trellis, buildbot)}\n\n${notes}`);
};

await compare(linesOf(readOptions(['lines']).lines ?? '300000'));
