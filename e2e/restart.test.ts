/** Trellis dies in the middle of a build: nothing is lost, nothing hangs. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useDashboard } from './support/dashboard';
import { useGates } from './support/scripts';
import { useTrellis } from './support/trellis';
import { until } from './support/until';

const trellis = useTrellis();
const gates = useGates();
const dashboard = useDashboard(trellis);

/** Prints while the host is away, and after it is back. */
const script = `
for (let i = 0; i < 300; i++) console.log('early ' + i);
await gate('host is down');
for (let i = 0; i < 300; i++) console.log('meanwhile ' + i);
await gate('host is back');
for (let i = 0; i < 300; i++) console.log('late ' + i);`;

const everyLine = ['early', 'meanwhile', 'late'].flatMap((word) =>
  Array.from({ length: 300 }, (_, index) => `${word} ${index}`),
);
const isNumbered = (line: string): boolean => /^(early|meanwhile|late) \d+$/.test(line);

/** The process ids of all builders that have not ended. */
const builders = async (): Promise<number[]> => {
  const folder = join(trellis.host.dataDir, 'tasks');
  const found: number[] = [];
  for (const task of await readdir(folder)) {
    const ended = await readFile(join(folder, task, 'exit'), 'utf8').catch(() => undefined);
    const pid = await readFile(join(folder, task, 'pid'), 'utf8').catch(() => '');
    if (ended === undefined && pid !== '') found.push(Number.parseInt(pid, 10));
  }
  return found;
};

describe('a host that is killed during a build', () => {
  it('takes the build up again after its start: it ends well, and every line is in the log and in the open page', async () => {
    const app = await gates.givenApp(trellis, 'survives', script);
    const development = app.in('development');
    const { id } = await development.start('deploy');
    const visitor = dashboard();
    await visitor.openDeployment(id);
    await visitor.log.getByText('early 299', { exact: true }).waitFor();
    await gates.reached(trellis, id, 'host is down');

    await trellis.host.kill9();
    await gates.open('host is down');
    await visitor.text('Live updates paused').waitFor();
    await trellis.host.begin();
    await gates.reached(trellis, id, 'host is back');
    await gates.open('host is back');

    await development.ends(id);
    const lines = await trellis.api.wholeLog(id);
    expect(lines.filter(isNumbered)).toEqual(everyLine);
    await visitor.log.getByText('late 299', { exact: true }).waitFor();
    await visitor.page.getByText('Live updates paused').waitFor({ state: 'hidden' });
    const shown = await visitor.log.locator('[id^="L"]').allTextContents();
    expect(shown.map((text) => text.trim()).filter(isNumbered)).toEqual(everyLine);
  });

  it('together with its builders ends the deployment with a reason, and the next one works', async () => {
    const app = await gates.givenApp(trellis, 'power-cut');
    const development = app.in('development');
    const { id } = await development.start('deploy');
    await gates.reached(trellis, id);

    await trellis.host.kill9();
    for (const pid of await builders()) process.kill(-pid, 'SIGKILL');
    await trellis.host.begin();

    const lost = await development.ends(id, 'FAILED');
    expect(lost.reason ?? '').not.toBe('');
    expect((await development.isFree()).live).toBeNull();
    await gates.open();
    await development.run('deploy');
  });

  it('has its apps, environments, variables and URLs again after its start', async () => {
    const app = await trellis.givenExample('remembered');
    await app.in('development').setVariable('GREETING', 'Still here');
    await app.in('development').run('deploy');
    await app.in('development').isFree();
    const before = await trellis.api.app(app.app.id);

    await trellis.host.kill9();
    await trellis.host.begin();

    expect(await trellis.api.app(app.app.id)).toEqual(before);
    expect(await app.in('development').answer()).toMatchObject({ status: 200, message: 'Still here' });
  });

  it('deploys after its start what was committed while it was away', async () => {
    const app = await trellis.givenExample('downtime');
    const development = app.in('development');
    await development.run('deploy');

    await trellis.host.kill9();
    const commit = await app.repository.release(2);
    await trellis.host.begin();

    await development.ends((await development.deploymentOf(commit)).id);
    expect(await development.answer()).toMatchObject({ version: 'version 2' });
  });
});

describe('a host that is stopped', () => {
  it('leaves no process behind', async () => {
    const app = await gates.givenApp(trellis, 'leaves-nothing');
    const { id } = await app.in('development').start('deploy');
    await gates.reached(trellis, id);
    const running = await builders();
    expect(running).not.toEqual([]);

    await trellis.host.end();

    const isAlive = (pid: number): boolean => {
      try {
        return process.kill(pid, 0);
      } catch {
        return false;
      }
    };
    await until(() => (running.some(isAlive) ? undefined : true), { what: 'builders to end' });
    await trellis.host.begin();
    const ended = await trellis.api.waitForDeployment(id);
    expect(ended.status).not.toBe('SUCCEEDED');
  });
});
