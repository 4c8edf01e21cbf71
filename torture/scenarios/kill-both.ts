/** KILL-3 and KILL-4: host and builders die together, the disk forgets its last writes, and all of it again and again. */
import { readdirSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import type { AppUnderTest } from '../../e2e/support/trellis';
import type { Context, Scenario } from '../scenario';
import { givenApp } from '../support/apps';
import type { FaultHost } from '../support/fault-host';
import { duration } from '../support/numbers';
import { buildersOf, signal } from '../support/processes';
import { settles, violationsOf } from '../invariants';

const script = `for (let i = 0; i < 60; i++) {
  console.log('line ' + i);
  await new Promise((resolve) => setTimeout(resolve, 10));
}`;
const settleMs = 90_000;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Kills every process of a host's deployments. */
const killBuilders = (dataDir: string): void => signal(buildersOf(dataDir), 'SIGKILL');

/** Cuts the end off the file that the database writes its newest changes to: what was never flushed. Gives how many bytes. */
const forgetLastWrites = (dataDir: string, below: (limit: number) => number): number => {
  const folder = join(dataDir, 'table');
  const logs = readdirSync(folder).filter((name) => name.endsWith('.log'));
  let forgotten = 0;
  for (const name of logs) {
    const { size } = statSync(join(folder, name));
    const bytes = Math.min(size, below(6_000));
    truncateSync(join(folder, name), size - bytes);
    forgotten += bytes;
  }
  return forgotten;
};

interface Soak {
  host: FaultHost;
  apps: AppUnderTest[];
}

const givenApps = async (host: FaultHost, number: number): Promise<Soak> => {
  const apps: AppUnderTest[] = [];
  for (let index = 0; index < number; index += 1) apps.push(await givenApp(host, `soak-${index}`, script));
  return { host, apps };
};

/** Asks for many things at once; refusals are answers. */
const makeBusy = async ({ apps }: Soak, { below }: Context): Promise<void> => {
  const ask = (app: AppUnderTest): Promise<unknown> => {
    const chosen = below(10);
    if (chosen < 6) return app.in('development').start('deploy', { force: true });
    if (chosen < 8) return app.in('staging').start('promote');
    if (chosen < 9) return app.in('development').start('rollback');
    return app.in('staging').start('teardown');
  };
  await Promise.allSettled(apps.flatMap((app) => [ask(app), ask(app)]));
};

/** KILL-3 */
export const powerCut: Scenario = {
  id: 'KILL-3',
  title: '',
  expected: 'nothing stuck, nothing locked; settled ≤ 60 s',
  async run(context) {
    const rounds = context.times(1, 60);
    let forgotten = 0;
    let slowest = 0;
    const wrong: string[] = [];
    const soak = await givenApps(await context.ownHost(), 3);
    const { host } = soak;
    for (let round = 0; round < rounds; round += 1) {
      await makeBusy(soak, context);
      await pause(context.below(1_500));
      await host.trellis.host.kill9();
      killBuilders(host.dataDir);
      forgotten += forgetLastWrites(host.dataDir, context.below);
      await host.restart();
      const began = performance.now();
      wrong.push(...(await settles(host, settleMs)));
      slowest = Math.max(slowest, performance.now() - began);
      wrong.push(...(await violationsOf(host)));
    }
    return {
      did: `${rounds} power ${rounds === 1 ? 'cut' : 'cuts'}: kill -9 of host and builders, and the last ${forgotten} bytes of the table's log lost`,
      measured: `settled after at most ${duration(slowest)}, ${wrong.length} violations${wrong.length > 0 ? `: ${wrong.slice(0, 3).join('; ')}` : ''}`,
      ok: wrong.length === 0 && slowest <= 60_000,
    };
  },
};

/** KILL-4 */
export const soak: Scenario = {
  id: 'KILL-4',
  title: '',
  expected: 'no invariant broken after any kill',
  async run(context) {
    const kills = context.times(2, 500);
    const number = context.times(3, 20);
    const busy = await givenApps(await context.ownHost(), number);
    const { host } = busy;
    const wrong: string[] = [];
    for (let round = 0; round < kills && wrong.length === 0; round += 1) {
      await makeBusy(busy, context);
      await pause(context.below(2_500));
      const what = context.below(3);
      if (what !== 1) await host.trellis.host.kill9();
      if (what !== 0) killBuilders(host.dataDir);
      if (what !== 1) await host.restart();
      wrong.push(...(await violationsOf(host)));
    }
    return {
      did: `${kills} kills of the host, its builders, or both at random moments, with ${number} apps at work`,
      measured: `${wrong.length} violations${wrong.length > 0 ? `: ${wrong.slice(0, 3).join('; ')}` : ''}`,
      ok: wrong.length === 0,
    };
  },
};
