/** One deployment runs in an environment; environments run side by side. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AppUnderTest, Target } from './support/trellis';
import { waitsForGate } from './support/scripts';
import { useTrellis } from './support/trellis';
import { until } from './support/until';

const trellis = useTrellis();
let folder: string;
let gate: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trellis gate '));
  gate = join(folder, 'gate');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const openGate = (): Promise<void> => writeFile(gate, '');
const givenGatedApp = async (name: string): Promise<AppUnderTest> => {
  const app = await trellis.givenApp(name, await waitsForGate());
  const document = `mutation ($input: SetVariableInput!) { setVariable(input: $input) { name } }`;
  for (const { id } of app.app.environments) {
    await trellis.api.send(document, { input: { environmentId: id, name: 'GATE', value: gate } });
  }
  return app;
};
const reachesGate = (id: string): Promise<string> =>
  until(async () => (await trellis.api.log(id)).find((line) => line.includes('before the gate')), {
    what: 'the deploy command to reach the gate',
    instead: () => trellis.api.log(id),
  });
const waitsIn = (target: Target, id: string): Promise<void> =>
  until(async () => ((await target.read()).queued?.id === id ? true : undefined), { what: 'the queue' }).then(
    () => undefined,
  );

describe('deployments', () => {
  it('to two environments run at the same time', async () => {
    const app = await givenGatedApp('together');
    const first = await app.in('development').start('deploy');
    const second = await app.in('staging').start('deploy');

    await Promise.all([reachesGate(first.id), reachesGate(second.id)]);
    await openGate();

    await app.in('development').ends(first.id);
    await app.in('staging').ends(second.id);
  });

  it('to one environment run one after the other, and a newer one takes the place of the one that waits', async () => {
    const app = await givenGatedApp('in-turn');
    const development = app.in('development');
    const running = await development.start('deploy');
    await reachesGate(running.id);
    const waiting = await development.start('deploy');
    await waitsIn(development, waiting.id);
    const newest = await development.start('deploy');

    const replaced = await development.ends(waiting.id, 'SUPERSEDED');
    expect(replaced.supersededBy).toBe(newest.id);
    expect((await trellis.api.deployment(newest.id)).status).toBe('QUEUED');
    await openGate();
    await development.ends(running.id);
    await development.ends(newest.id);
  });

  it('that are cancelled stop their command, free the environment, and leave what was live', async () => {
    const app = await givenGatedApp('stopped');
    const development = app.in('development');
    const { id } = await development.start('deploy');
    await reachesGate(id);

    await trellis.api.cancel(id);

    const cancelled = await development.ends(id, 'CANCELLED');
    expect(cancelled.cancelledBy ?? '').not.toBe('');
    expect(await trellis.api.log(id)).not.toContain('after the gate');
    await openGate();
    await development.run('deploy');
  });
});
