/** CAN-6: a deploy tool that holds a lock of its own, as SST does. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppUnderTest } from '../../e2e/support/trellis';
import { existsSync } from 'node:fs';
import type { Scenario } from '../scenario';
import { deploys } from '../support/apps';
import { Marks, marksModule } from '../support/marks';
import { duration } from '../support/numbers';
import { builderOf, processesOf, signal } from '../support/processes';

/** Takes its lock, works, and gives the lock back; told by SIGINT to end, it needs a second for that. */
const sst = `#!/usr/bin/env node
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { mark, isOpen, forEver } from '../marks.mjs';
const [verb] = process.argv.slice(2);
const lock = process.env.SST_LOCK;
if (verb === 'unlock') { rmSync(lock, { force: true }); process.exit(0); }
if (existsSync(lock)) { console.error('Locked: a concurrent update was detected on the app.'); process.exit(1); }
writeFileSync(lock, String(process.pid));
const end = (code) => { rmSync(lock, { force: true }); process.exit(code); };
process.once('SIGINT', () => { mark('interrupted'); setTimeout(() => end(1), 1000); });
mark('locked');
console.log('deploying');
if (isOpen('sst')) end(0);
await forEver();
`;

const files = {
  'marks.mjs': marksModule,
  'sst.config.ts': 'export default $config({ app() { return { name: "fake" }; } });',
  'tools/sst.mjs': sst,
  'package.json': JSON.stringify({ name: 'fake-sst', private: true, type: 'module' }),
  // npx finds it like an installed one.
  'install.mjs': `import { mkdirSync, symlinkSync, chmodSync } from 'node:fs';
mkdirSync('node_modules/.bin', { recursive: true });
chmodSync('tools/sst.mjs', 0o755);
symlinkSync('../../tools/sst.mjs', 'node_modules/.bin/sst');`,
};

/** CAN-6 */
export const sstLock: Scenario = {
  id: 'CAN-6',
  title: 'cancel of a fake `sst deploy` that holds its lock; then kill -9 of the builder during another',
  expected:
    'SIGINT first and the lock is released; after the kill the next deployment works, or says what to do',
  async run(context) {
    const host = await context.host();
    const marks = await Marks.create();
    const folder = await mkdtemp(join(tmpdir(), 'trellis-sst-'));
    context.finally(() => marks.remove());
    context.finally(() => rm(folder, { recursive: true, force: true }));
    const lock = join(folder, 'lock');
    const repository = await deploys('', files);
    context.finally(() => repository.remove());
    const created = await host.api.createApp({
      name: 'fake-sst',
      repository: repository.path,
      settings: { tests: false, installCommand: 'node install.mjs' },
    });
    const app = new AppUnderTest(host.trellis, created, repository);
    const development = app.in('development');
    await marks.giveTo(app);
    await development.setVariable('SST_LOCK', lock);

    const first = await development.start('deploy', { force: true });
    await marks.appears(first.id, 'locked');
    const began = performance.now();
    await host.api.cancel(first.id);
    const { status } = await host.api.waitForDeployment(first.id);
    const ms = performance.now() - began;
    const released = !existsSync(lock) && marks.has(first.id, 'interrupted');
    await marks.open('sst');
    const next = await development.run('deploy', { force: true });

    await marks.close('sst');
    const second = await development.start('deploy', { force: true });
    await marks.appears(second.id, 'locked');
    signal([...builderOf(host.dataDir, second.id), ...processesOf(second.id)], 'SIGKILL');
    const lost = await host.api.waitForDeployment(second.id);
    const stranded = existsSync(lock);
    await marks.open('sst');
    const { id } = await development.start('deploy', { force: true });
    const after = await host.api.waitForDeployment(id);
    const told =
      after.status === 'SUCCEEDED' || /lock/i.test(`${after.reason ?? ''} ${after.nextStep ?? ''}`);
    return {
      measured: `${status} after ${duration(ms)}, lock ${released ? 'released' : 'NOT released'}, next ${next.status}; after the kill: ${lost.status}, lock ${stranded ? 'left behind' : 'gone'}, next ${after.status}${after.status === 'SUCCEEDED' ? '' : ` (“${after.reason ?? ''} ${after.nextStep ?? ''}”)`}`,
      ok: status === 'CANCELLED' && released && next.status === 'SUCCEEDED' && told,
    };
  },
};
