/** Whatever happens to the events on their way, GitHub shows the same in the end. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AppRecord, DeploymentKind, DeploymentRecord, DeploymentStatus } from '../core/records';
import { newId, now } from './adapters/ids';
import { moveDeployment, putDeployment } from './adapters/store/deployments';
import { newDeployment } from './engine/new-deployment';
import { hash } from './testing/apps';
import type { FakeEvent } from './testing/fake-aws';
import { useInstallation } from './testing/installation';
import { givenConnected, notify } from './testing/reports';

const trellis = useInstallation();

/** How a run goes: its kind, its commit, and the statuses that it passes through. */
interface Run {
  kind: DeploymentKind;
  commit: string;
  way: DeploymentStatus[];
}

const begun: DeploymentStatus[] = ['STARTING', 'RUNNING'];
const ways: DeploymentStatus[][] = [
  [...begun, 'SUCCEEDED'],
  [...begun, 'SUCCEEDED'],
  [...begun, 'FAILED'],
  [...begun, 'CANCELLED'],
  ['CANCELLED'],
  ['SUPERSEDED'],
];
const run: fc.Arbitrary<Run> = fc.record({
  kind: fc.constantFrom<DeploymentKind>('DEPLOY', 'DEPLOY', 'PROMOTE', 'ROLLBACK', 'TEARDOWN'),
  commit: fc.constantFrom(hash('a'), hash('b')),
  way: fc.constantFrom(...ways),
});
/** How many steps later each delivery of an event comes: one at least, and up to three. */
const delays = fc.array(fc.nat(12), { minLength: 1, maxLength: 3 });

/** Carries runs out one after the other, each event delivered as late and as often as told. Gives the runs' ids. */
const carryOut = async (
  app: AppRecord,
  runs: readonly Run[],
  late: readonly number[][],
): Promise<string[]> => {
  const environmentId = newId('env');
  const due: { at: number; event: FakeEvent }[] = [];
  let step = 0;
  const deliver = async (until: number): Promise<void> => {
    for (const { event } of due.filter(({ at }) => at === until)) await notify(event);
  };
  const next = async (): Promise<void> => {
    for (const event of trellis.aws.events.splice(0))
      for (const delay of late[step % late.length] ?? [0]) due.push({ at: step + delay, event });
    await deliver(step);
    step += 1;
  };
  const ids: string[] = [];
  for (const { kind, commit, way } of runs) {
    const id = newId('dep');
    ids.push(id);
    const queued: DeploymentRecord = {
      ...newDeployment,
      ...{ id, appId: app.id, appName: app.name, environmentId, environmentName: 'development' },
      ...{ kind, status: 'QUEUED', trigger: 'MANUAL', commit: { hash: commit }, branch: 'main' },
      ...{ startedBy: 'ann', fence: ids.length, createdAt: now() },
    };
    await putDeployment(queued);
    await next();
    for (const status of way) {
      await moveDeployment(id, status, status === 'RUNNING' ? { startedAt: now() } : {});
      await next();
    }
  }
  for (const last = Math.max(...due.map(({ at }) => at)); step <= last; step += 1) await deliver(step);
  return ids;
};

const ended: Partial<Record<DeploymentStatus, string>> = { FAILED: 'failure', CANCELLED: 'error' };

/** What each GitHub Deployment should show, by what happened alone. */
const expectedStates = (runs: readonly Run[]): string[] => {
  const newest = runs.findLastIndex(({ way }) => way.at(-1) === 'SUCCEEDED');
  return runs.map(({ kind, way }, index) => {
    const status = way.at(-1) ?? 'QUEUED';
    if (status === 'SUCCEEDED') return index === newest && kind !== 'TEARDOWN' ? 'success' : 'inactive';
    return ended[status] ?? 'inactive';
  });
};

/** Which run should speak for a commit: the newest that began, or else the newest. */
const expectedSpeaker = (runs: readonly Run[], commit: string): number => {
  const speaks = ({ kind, commit: its }: Run): boolean => its === commit && kind !== 'TEARDOWN';
  const ran = runs.findLastIndex((each) => speaks(each) && each.way.includes('RUNNING'));
  return ran >= 0 ? ran : runs.findLastIndex(speaks);
};

test(
  'in any order, with any delay and repetition, GitHub ends up with one truth',
  { timeout: 240_000 },
  async () => {
    const { app } = await givenConnected(trellis);
    const scenarios = fc.record({
      runs: fc.array(run, { minLength: 1, maxLength: 4 }),
      late: fc.array(delays, { minLength: 1, maxLength: 8 }),
    });
    await fc.assert(
      fc.asyncProperty(scenarios, async ({ runs, late }) => {
        trellis.github.reports.forget();
        const ids = await carryOut(app, runs, late);
        const { reports } = trellis.github;
        expect(ids.map((id) => reports.of(id).length)).toEqual(ids.map(() => 1));
        expect(ids.map((id) => reports.shown(id)?.state)).toEqual(expectedStates(runs));
        for (const commit of [hash('a'), hash('b')]) {
          const speaker = ids[expectedSpeaker(runs, commit)];
          const shown = reports.commit(commit, 'trellis/shop/development')?.target_url;
          expect(shown).toBe(speaker && `https://trellis.example.org/deployments/${speaker}`);
        }
      }),
      { numRuns: 12 },
    );
  },
);
