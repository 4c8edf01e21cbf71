/** What the first start waits for before it can build: the dependencies. Needs the package registry. */
import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import type { Row } from './report';

const run = promisify(execFile);
const root = fileURLToPath(new URL('..', import.meta.url));
const manifests = ['package.json', 'package-lock.json', '.npmrc'];

const installInto = async (folder: string): Promise<{ seconds: number; megabytes: number }> => {
  for (const name of manifests) await cp(join(root, name), join(folder, name));
  const began = performance.now();
  await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder });
  const seconds = (performance.now() - began) / 1000;
  const { stdout } = await run('du', ['-sk', join(folder, 'node_modules')]);
  return { seconds, megabytes: Number.parseInt(stdout, 10) / 1024 };
};

/** Installs once into an empty folder. Without a registry both rows say that nothing was measured. */
export const measureInstall = async (): Promise<Row[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'trellis-install-'));
  try {
    const { seconds, megabytes } = await installInto(folder).catch(() => ({
      seconds: Number.NaN,
      megabytes: Number.NaN,
    }));
    return [
      { what: 'install (npm ci)', value: seconds, unit: 's', aim: { is: 'at most', value: 60 } },
      { what: 'node_modules', value: megabytes, unit: 'MB', aim: { is: 'at most', value: 600 } },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
