/** CAN-1: a cancel in every phase. */
import { AppUnderTest } from '../../e2e/support/trellis';
import type { Context, Scenario } from '../scenario';
import { givenApp } from '../support/apps';
import type { FaultHost } from '../support/fault-host';
import { Marks, marksModule } from '../support/marks';
import { duration } from '../support/numbers';
import { gitToken, serveStalling } from '../support/stalling-git';
import { percentile } from '../../bench/statistics';

const step = (name: string): string => `import { mark, forEver, isOpen } from './marks.mjs';
mark('${name}');
console.log('${name} began');
if (!isOpen('${name}')) await forEver();`;
const files = { 'marks.mjs': marksModule, 'install.mjs': step('INSTALL'), 'test.mjs': step('TEST') };
const settings = { tests: true, installCommand: 'node install.mjs', testCommand: 'node test.mjs' };
const steps = ['INSTALL', 'TEST', 'DEPLOY'];

interface Scene {
  host: FaultHost;
  app: AppUnderTest;
  marks: Marks;
}

/** Takes a deployment into a phase; the steps that may have begun by then. */
type Phase = (
  scene: Scene,
) => Promise<{ id: string; begun: readonly string[]; release?: () => Promise<void> }>;

const untilStep =
  (name: string): Phase =>
  async ({ app, marks }) => {
    const before = steps.slice(0, steps.indexOf(name));
    for (const each of before) await marks.open(each);
    const { id } = await app.in('development').start('deploy', { force: true });
    await marks.appears(id, name);
    for (const each of before) await marks.close(each);
    return { id, begun: [...before, name] };
  };

const phases: Record<string, Phase> = {
  queued: async ({ host, app, marks }) => {
    const { id: running } = await app.in('development').start('deploy', { force: true });
    await marks.appears(running, 'INSTALL');
    const { id } = await app.in('development').start('deploy', { force: true });
    return {
      id,
      begun: [],
      release: async () => {
        await host.api.cancel(running);
        await host.api.waitForDeployment(running);
      },
    };
  },
  launching: async ({ host, app }) => {
    await host.arm([{ at: 'claimDeployment:invoke:before', effect: { kind: 'hold' }, times: 1 }]);
    const { id } = await app.in('development').start('deploy', { force: true });
    await host.struck();
    return { id, begun: [], release: () => host.arm() };
  },
  installing: untilStep('INSTALL'),
  testing: untilStep('TEST'),
  deploying: untilStep('DEPLOY'),
};

/** Cancels in a phase. Gives how long that took, and the steps that began although they must not. */
const cancelIn = async (
  scene: Scene,
  phase: Phase,
): Promise<{ ms: number; status: string; late: string[] }> => {
  const { host, app, marks } = scene;
  const { id, begun, release } = await phase(scene);
  const began = performance.now();
  await host.api.cancel(id);
  const { status } = await host.api.waitForDeployment(id, undefined, 40_000);
  const ms = performance.now() - began;
  await release?.();
  await app.in('development').isFree();
  return { ms, status, late: steps.filter((name) => !begun.includes(name) && marks.has(id, name)) };
};

/** A clone that never ends, from a git host that stops answering. */
const cancelClone = async ({ host, marks }: Scene, { finally: undo }: Context) => {
  const local = await givenApp(host, 'cancel-clone-source', step('DEPLOY'), { files, settings });
  const git = await serveStalling(local.repository.path);
  undo(() => git.close());
  const created = await host.api.createApp({
    name: 'cancel-clone',
    repository: git.url,
    repositoryToken: gitToken,
    settings: { ...settings, deployCommand: 'node deploy.mjs' },
  });
  const app = new AppUnderTest(host.trellis, created, local.repository);
  await marks.giveTo(app);
  return cancelIn({ host, app, marks }, async () => {
    await host.arm([{ at: 'claimDeployment:invoke:after', effect: { kind: 'hold' }, times: 1 }]);
    const { id } = await app.in('development').start('deploy', { force: true });
    await host.struck();
    git.stall(true);
    await host.arm();
    await host.api.waitForDeployment(id, ['RUNNING']);
    return { id, begun: [], release: () => Promise.resolve(git.stall(false)) };
  });
};

/** CAN-1 */
export const cancelAnywhere: Scenario = {
  id: 'CAN-1',
  title: '',
  expected: 'cancelled; later steps never start; p95 < 2 s (5 s in the short run)',
  async run(context) {
    const host = await context.host();
    const marks = await Marks.create();
    context.finally(() => marks.remove());
    const app = await givenApp(host, 'cancel-anywhere', step('DEPLOY'), { files, settings });
    await marks.giveTo(app);
    const scene = { host, app, marks };
    const rounds = context.times(1, 20);
    const took: number[] = [];
    const wrong: string[] = [];
    const note = (phase: string, { ms, status, late }: Awaited<ReturnType<typeof cancelIn>>): void => {
      took.push(ms);
      if (status !== 'CANCELLED') wrong.push(`${phase}: ${status}`);
      if (late.length > 0) wrong.push(`${phase}: ${late.join(', ')} began`);
    };
    for (let round = 0; round < rounds; round += 1)
      for (const [name, phase] of Object.entries(phases)) note(name, await cancelIn(scene, phase));
    note('cloning', await cancelClone(scene, context));
    const p95 = percentile(took, 0.95);
    return {
      did: `${took.length} cancels: while it waits, is launched, clones, installs, tests, deploys`,
      measured: `${took.length - wrong.length} cancelled, p50 ${duration(percentile(took, 0.5))}, p95 ${duration(p95)}${wrong.length > 0 ? `; ${wrong.join('; ')}` : ''}`,
      ok: wrong.length === 0 && p95 < (context.short ? 5_000 : 2_000),
    };
  },
};
