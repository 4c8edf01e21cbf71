/** DISK-1: the disk is full: under a workspace, and under everything. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AppUnderTest } from '../../e2e/support/trellis';
import { mountSmallDisk } from '../../local/testing/small-disk';
import { until } from '../../e2e/support/until';
import { Skipped, type Scenario } from '../scenario';
import { givenApp } from '../support/apps';
import type { FaultHost } from '../support/fault-host';
import { duration } from '../support/numbers';

const sizeMb = 80;
const recoverMs = 30_000;
const lines = 2_000;

/** Fills the disk when it is hungry; otherwise waits at its gate, when it has one, and prints. */
const script = `import { existsSync, writeFileSync } from 'node:fs';
const { HUNGRY, GATE } = process.env;
if (HUNGRY === 'yes') for (let i = 0; ; i++) writeFileSync('big.' + i, Buffer.alloc(1_000_000));
console.log('waiting');
while (GATE && !existsSync(GATE)) await new Promise((resolve) => setTimeout(resolve, 50));
for (let i = 0; i < ${lines}; i++) console.log('line ' + i);`;

/** Whether the host answers who only looks. */
const answers = (host: FaultHost): Promise<boolean> =>
  host.api.send('{ viewer { name } apps { nodes { name } } }').then(
    () => true,
    () => false,
  );

/** Starts a deployment of an environment until it is taken. */
const startWhenTaken = (app: AppUnderTest, name: string): Promise<string> =>
  until(
    () =>
      app
        .in(name)
        .start('deploy')
        .then(
          ({ id }) => id,
          () => undefined,
        ),
    { what: 'the host to take a deployment again', deadlineMs: recoverMs },
  );

/** DISK-1 */
export const fullDisk: Scenario = {
  id: 'DISK-1',
  title: `a deploy command that fills the ${sizeMb} MB disk (tmpfs) of the data folder; then the whole disk is full under a running builder, and frees up again`,
  expected: `a failure that says so, environment free; host alive, the builder outlives it and its log is whole; works again within ${recoverMs / 1000} s`,
  async run({ ownHost, finally: undo }) {
    const disk = mountSmallDisk(sizeMb);
    if (typeof disk === 'string') throw new Skipped(disk);
    undo(() => disk.remove());
    const outside = await mkdtemp(join(tmpdir(), 'trellis gate '));
    undo(() => rm(outside, { recursive: true, force: true }));
    const host = await ownHost({ dataDir: disk.directory });
    const app = await givenApp(host, 'full-disk', script);
    const development = app.in('development');

    await development.setVariable('HUNGRY', 'yes');
    const began = performance.now();
    const { id } = await development.start('deploy');
    const hungry = await host.api.waitForDeployment(id);
    await development.isFree();
    const first = performance.now() - began;
    await development.setVariable('HUNGRY', 'no');

    const gate = join(outside, 'gate');
    const staging = app.in('staging');
    await staging.setVariable('GATE', gate);
    const runs = await staging.start('deploy');
    const hasBegun = async () => ((await host.api.log(runs.id)).includes('waiting') ? true : undefined);
    await until(hasBegun, { what: 'the builder to wait' });
    disk.fill();
    const refused = await development.start('deploy').then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    const alive = await answers(host);
    disk.free();

    const freed = performance.now();
    const next = await startWhenTaken(app, 'development');
    const after = await host.api.waitForDeployment(next);
    const ms = performance.now() - freed;
    await writeFile(gate, '');
    const outlived = await host.api.waitForDeployment(runs.id);
    const printed = (await host.api.wholeLog(runs.id)).filter((line) => /^line \d+$/.test(line)).length;
    return {
      measured: `${hungry.status} after ${duration(first)} (“${hungry.reason ?? ''}”); while full: deploying “${refused ?? 'TAKEN'}”, host ${alive ? 'answers' : 'does NOT answer'}; with space again: ${after.status} after ${duration(ms)}, the builder that ran: ${outlived.status}, ${printed} of ${lines} lines`,
      ok:
        hungry.status === 'FAILED' &&
        first < recoverMs &&
        refused !== undefined &&
        alive &&
        after.status === 'SUCCEEDED' &&
        ms < recoverMs &&
        outlived.status === 'SUCCEEDED' &&
        printed === lines,
    };
  },
};
