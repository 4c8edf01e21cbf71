/** MUTEX-1 and MUTEX-2: one at a time in an environment, whoever asks, and whoever was forgotten. */
import { ApiError } from '../../e2e/support/api';
import type { DeploymentVerb } from '../../e2e/support/api';
import type { Scenario } from '../scenario';
import { givenApp } from '../support/apps';
import { Marks, marksModule } from '../support/marks';
import { count } from '../support/numbers';
import { givenSmallApp, timePasses } from '../support/small-apps';
import { askToDeploy, claim, finish } from '../support/small-builder';
import { deploymentsOf } from '../support/histories';
import { settles } from '../invariants';

/** Says when its deploy command began and ended; `O` in the mark's name is the time of the machine, the same for all. */
const script = `import { mark, waitFor } from './marks.mjs';
const began = performance.timeOrigin + performance.now();
mark('began');
await waitFor('go');
await new Promise((resolve) => setTimeout(resolve, 300));
mark('interval', JSON.stringify({ began, ended: performance.timeOrigin + performance.now() }));`;

interface Interval {
  began: number;
  ended: number;
}

/** How many intervals there are at the busiest moment. */
const crowdOf = (intervals: readonly Interval[]): number =>
  Math.max(
    0,
    ...intervals.map(
      ({ began }) => intervals.filter((other) => other.began <= began && began < other.ended).length,
    ),
  );

/** MUTEX-1 */
export const onlyOne: Scenario = {
  id: 'MUTEX-1',
  title: '',
  expected: 'at most 1 runs in an environment; two environments do overlap',
  async run({ host: sharedHost, times, below, finally: undo }) {
    const host = await sharedHost();
    const marks = await Marks.create();
    undo(() => marks.remove());
    const files = { 'marks.mjs': marksModule };
    const settings = { removeCommand: 'node deploy.mjs' };
    const app = await givenApp(host, 'only-one', script, { files, settings });
    await marks.giveTo(app);
    await marks.open('go');
    const [development, staging] = [app.in('development'), app.in('staging')];
    await development.run('deploy', { force: true });
    await staging.run('promote');
    await staging.run('promote', { force: true });
    const verbs: DeploymentVerb[] = ['deploy', 'promote', 'rollback', 'teardown'];
    const requests = 2 * times(20, 500);
    const refused = new Map<string, number>();
    const note = (code: string): void => void refused.set(code, (refused.get(code) ?? 0) + 1);
    // Both at the gate at once: environments do not wait for each other.
    await marks.close('go');
    const both = await Promise.all(
      [development, staging].map((target) => target.start('deploy', { force: true })),
    );
    await Promise.all(both.map(({ id }) => marks.appears(id, 'began')));
    const together = both.length;
    const storm = async (): Promise<void> => {
      const ask = async (): Promise<void> => {
        await new Promise((resolve) => setTimeout(resolve, below(requests * 30)));
        const target = below(10) < 8 ? staging : development;
        const verb = verbs[below(4)] ?? 'deploy';
        try {
          await target.start(verb, verb === 'deploy' || verb === 'promote' ? { force: true } : {});
        } catch (error) {
          note(
            error instanceof ApiError
              ? error.code.startsWith('internal')
                ? error.message
                : error.code
              : String(error),
          );
        }
      };
      await Promise.all(Array.from({ length: requests / 2 }, ask));
    };
    // Half of them while both run on and on, so that a second one beside them would be seen.
    await storm();
    await marks.open('go');
    await storm();
    await settles(host);
    const intervalsOf = async (id: string): Promise<Interval[]> =>
      (await deploymentsOf(host.api, id))
        .filter((each) => marks.has(each.id, 'interval'))
        .map((each) => JSON.parse(marks.read(each.id, 'interval')) as Interval);
    const [inDevelopment, inStaging] = [await intervalsOf(development.id), await intervalsOf(staging.id)];
    const most = Math.max(crowdOf(inDevelopment), crowdOf(inStaging));
    const refusals = [...refused].map(([code, number]) => `${number} ${code}`).join(', ');
    return {
      did: `${requests} deploy, promote, roll back and tear down within ${(requests * 60) / 1000} s to one environment, some to its neighbour`,
      measured: `${inStaging.length} ran in it, at most ${most} at a time; both environments at a gate: ${together}; refused: ${refusals || 'none'}`,
      ok:
        most === 1 &&
        together === 2 &&
        ![...refused.keys()].some((code) => !/^[a-z]+\.[a-z_]+$/.test(code) || code.startsWith('internal')),
    };
  },
};

/** A visit counts for at most 40 s of silence. */
const visitMs = 41_000;
const mostVisits = 8;

/** MUTEX-2 */
export const staleOwner: Scenario = {
  id: 'MUTEX-2',
  title: '',
  expected: 'the stale builder is refused before its deploy command, and changes nothing',
  async run({ small, times, finally: undo }) {
    const host = await small();
    const { id: appId, development, repository } = await givenSmallApp(host, 'stale-owner');
    undo(() => repository.remove());
    const rounds = times(3, 200);
    const wrong: string[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const { id: paused } = await host.api.start('deploy', { environmentId: development, force: true });
      const lease = await claim(host, paused);
      const { id: successor } = await host.api.start('deploy', { environmentId: development, force: true });
      for (let visit = 0; visit < mostVisits; visit += 1) {
        await host.runner.invoke('sweeper', {});
        await timePasses(host, appId, 'development', visitMs);
        if ((await host.api.environment(development)).active?.id === successor) break;
      }
      const next = await claim(host, successor).catch(() => undefined);
      if (next === undefined) {
        wrong.push('the successor never started');
        continue;
      }
      const asked = await askToDeploy(paused, lease).catch(() => 'refused' as const);
      if (asked !== 'refused' && asked.current) wrong.push('the stale builder may deploy');
      const told = await finish(paused, lease).catch(() => 'refused' as const);
      if (told !== 'refused' && told.status === 'SUCCEEDED') wrong.push('the stale builder’s end was taken');
      await askToDeploy(successor, next);
      await finish(successor, next);
      const { live } = await host.api.environment(development);
      if (live?.id !== successor) wrong.push(`live is ${live?.id ?? 'nothing'}`);
    }
    return {
      did: `${count(rounds)} builders that fall silent until their successor runs, and then speak again (the sweeper's notes are dated back)`,
      measured: `${wrong.length} writes by a stale builder${wrong.length > 0 ? `: ${[...new Set(wrong)].join('; ')}` : ''}`,
      ok: wrong.length === 0,
    };
  },
};
