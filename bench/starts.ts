/** Cold and warm start: of a copy without builds and data, and of the same again. Dependencies are installed in both. */
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Host } from '../e2e/support/host';
import type { Row } from './report';
import { median } from './statistics';

const root = fileURLToPath(new URL('..', import.meta.url));

const leftOut = ['.git', '.build', '.trellis', 'node_modules'];

/** Copies the sources; dependencies are shared. */
const copyOfTrellis = async (): Promise<string> => {
  const copy = await mkdtemp(join(tmpdir(), 'trellis copy '));
  await cp(root, copy, { recursive: true, filter: (path) => !leftOut.includes(relative(root, path)) });
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'));
  return copy;
};

const timeToReady = async (copy: string, dataDir: string): Promise<number> => {
  const began = performance.now();
  const host = await Host.start({ root: copy, dataDir });
  const took = performance.now() - began;
  await host.stop();
  return took / 1000;
};

/** Starts a copy once cold and five times warm. */
export const measureStarts = async (): Promise<Row[]> => {
  const copy = await copyOfTrellis();
  const dataDir = join(copy, '.trellis');
  try {
    const cold = await timeToReady(copy, dataDir);
    const warm: number[] = [];
    for (let round = 0; round < 5; round += 1) warm.push(await timeToReady(copy, dataDir));
    return [
      { what: 'first start, with all builds, without install', value: cold, unit: 's' },
      { what: 'later start (median of 5)', value: median(warm), unit: 's', aim: { is: 'at most', value: 3 } },
    ];
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
};
