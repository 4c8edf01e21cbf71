/** Cold and warm start: of a copy without builds and data, and of the same again. Dependencies are installed in both. */
import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { Host } from '../e2e/support/host';
import type { Row } from './report';
import { median } from './statistics';

const run = promisify(execFile);
const root = fileURLToPath(new URL('..', import.meta.url));

/** Copies what git knows, and what it does not ignore. */
const copyOfTrellis = async (): Promise<string> => {
  const copy = await mkdtemp(join(tmpdir(), 'trellis copy '));
  const list = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
  const { stdout } = await run('git', list, { cwd: root, maxBuffer: 16 * 1024 * 1024 });
  for (const file of stdout.split('\0').filter((name) => name !== '')) {
    await cp(join(root, file), join(copy, file)).catch(() => undefined);
  }
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
