/** DISK-1: the disk is full: under a workspace, and under everything. */
import { execFileSync } from 'node:child_process';
import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Skipped, type Scenario } from '../scenario';
import { givenApp } from '../support/apps';
import { duration } from '../support/numbers';

const sizeMb = 80;

const mount = (directory: string): void => {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeMb}m`, 'tmpfs', directory], { stdio: 'pipe' });
  } catch (error) {
    throw new Skipped(
      `a small disk cannot be mounted here: ${error instanceof Error ? error.message.split('\n')[0] : ''}`,
    );
  }
};

/** Takes all space that is left. */
const fill = (file: string, directory: string): void => {
  const { bavail, bsize } = statfsSync(directory);
  try {
    writeFileSync(file, Buffer.alloc(Math.max(1, bavail * bsize)));
  } catch {
    // The last page was not there any more: it is full all the same.
  }
};

/** DISK-1 */
export const fullDisk: Scenario = {
  id: 'DISK-1',
  title: '',
  expected: 'a failure that says so, environment free, host alive; works when there is space again; ≤ 30 s',
  async run({ ownHost, short, finally: undo }) {
    if (short)
      throw new Skipped(
        'only in the long run: after a full disk the local database may need a restart of the host, which is not mended yet',
      );
    const dataDir = await mkdtemp(join(tmpdir(), 'trellis-small-disk-'));
    mount(dataDir);
    undo(() => rm(dataDir, { recursive: true, force: true }));
    undo(() => execFileSync('umount', ['-l', dataDir]));
    const host = await ownHost({ dataDir });
    const app = await givenApp(
      host,
      'full-disk',
      `import { writeFileSync } from 'node:fs';
if (process.env.HUNGRY === 'yes') for (let i = 0; ; i++) writeFileSync('big.' + i, Buffer.alloc(1_000_000));
console.log('deployed');`,
    );
    const development = app.in('development');
    await development.run('deploy', { force: true });

    await development.setVariable('HUNGRY', 'yes');
    const began = performance.now();
    const { id } = await development.start('deploy', { force: true });
    const hungry = await host.api.waitForDeployment(id);
    await development.isFree();
    const first = performance.now() - began;
    await development.setVariable('HUNGRY', 'no');
    const again = await development.run('deploy', { force: true });

    const ballast = join(dataDir, 'ballast');
    fill(ballast, dataDir);
    const refused = await development.start('deploy', { force: true }).then(
      async (started) =>
        (
          await host.api
            .waitForDeployment(started.id, undefined, 30_000)
            .catch(() => ({ status: 'no end while full' }))
        ).status,
      (error: unknown) => (error instanceof Error ? error.message.slice(0, 120) : String(error)),
    );
    const alive = await host.api.send<{ viewer: { name: string } }>('{ viewer { name } }').then(
      () => true,
      () => false,
    );
    rmSync(ballast);
    const freed = performance.now();
    await development.isFree();
    const last = await development.run('deploy', { force: true });
    const ms = performance.now() - freed;
    return {
      did: `a deploy command that fills the ${sizeMb} MB disk (tmpfs) of the data folder; then the whole disk full before a deployment`,
      measured: `${hungry.status} after ${duration(first)} (“${hungry.reason ?? ''}”), next ${again.status}; full before: ${refused}, host ${alive ? 'answers' : 'does NOT answer'}; with space again: ${last.status} after ${duration(ms)}`,
      ok:
        hungry.status === 'FAILED' &&
        first < 30_000 &&
        again.status === 'SUCCEEDED' &&
        alive &&
        last.status === 'SUCCEEDED' &&
        ms < 60_000,
    };
  },
};
