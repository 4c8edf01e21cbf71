/** RB-1 and RB-2: going back, and staying there. */
import type { Scenario } from '../scenario';
import { givenApp, givenGithubApp } from '../support/apps';
import { deliver, signedPush } from '../support/deliveries';
import { deploymentsOf } from '../support/histories';
import { duration } from '../support/numbers';

/** RB-1 */
export const rollbackStays: Scenario = {
  id: 'RB-1',
  title: 'a rollback; then pushes of the old head, and of a new commit; then automatic deployment is resumed',
  expected: 'nothing undoes the rollback until someone resumes; then the new commit deploys',
  async run({ host: sharedHost }) {
    const host = await sharedHost();
    const app = await givenGithubApp(host, 'rolled-back', `console.log('deployed');`);
    const development = app.in('development');
    const push = async (commit: string): Promise<string> =>
      (await deliver(host, signedPush(host, { commit, repository: app.slug }))).body;
    const first = await app.repository.commit('feat: one');
    await push(first);
    await development.ends((await development.deploymentOf(first)).id);
    await development.isFree();
    const second = await app.repository.commit('feat: two');
    await push(second);
    await development.ends((await development.deploymentOf(second)).id);
    await development.isFree();

    const rolled = await development.run('rollback');
    await development.isFree();
    const before = (await deploymentsOf(host.api, development.id)).length;
    const oldHead = await push(second);
    const third = await app.repository.commit('feat: three');
    await push(third);
    const { pausedReason, live } = await development.read();
    const after = (await deploymentsOf(host.api, development.id)).length;
    const undone = after !== before || live?.id !== rolled.id;

    await host.api.send(
      `mutation ($input: UpdateEnvironmentInput!) { updateEnvironment(input: $input) { pausedReason } }`,
      { input: { id: development.id, paused: false } },
    );
    const fourth = await app.repository.commit('feat: four');
    await push(fourth);
    const { status } = await development.ends((await development.deploymentOf(fourth)).id);
    return {
      measured: `${after - before} deployments by pushes meanwhile, live ${undone ? 'CHANGED' : 'stays'}; paused: “${pausedReason ?? ''}”; the old head was answered ${/paused/.test(oldHead) ? 'with that reason' : oldHead.slice(0, 80)}; after resuming: ${status}`,
      ok: !undone && pausedReason !== null && status === 'SUCCEEDED',
    };
  },
};

/** RB-2 */
export const rollbackFromArtifact: Scenario = {
  id: 'RB-2',
  title: '',
  expected: 'no clone, install or test runs; request → deploy command < 2 s (5 s in the short run)',
  async run({ host: sharedHost, times, short }) {
    const host = await sharedHost();
    const app = await givenApp(
      host,
      'from-artifact',
      `console.log('deploy began ' + (performance.timeOrigin + performance.now()));`,
      { files: { 'big.txt': 'x'.repeat(5_000_000) }, settings: { tests: true, testCommand: 'node -e 0' } },
    );
    const development = app.in('development');
    await development.run('deploy', { force: true });
    await app.repository.commit('feat: two');
    await development.run('deploy', { force: true });
    const rounds = times(2, 30);
    let slowest = 0;
    const ran: string[] = [];
    for (let round = 0; round < rounds; round += 1) {
      await development.isFree();
      const asked = performance.timeOrigin + performance.now();
      const { id, steps } = await development.run('rollback');
      const log = await host.api.wholeLog(id);
      const began = Number(log.map((line) => /^deploy began (\S+)$/.exec(line)?.[1]).find((found) => found));
      slowest = Math.max(slowest, began - asked);
      ran.push(
        ...steps
          .filter(({ name, status }) => name !== 'DEPLOY' && name !== 'OUTPUTS' && status !== 'SKIPPED')
          .map(({ name }) => name),
      );
    }
    return {
      did: `${rounds} rollbacks with a kept artifact of 5 MB`,
      measured: `${ran.length} other steps ran${ran.length > 0 ? ` (${[...new Set(ran)].join(', ')})` : ''}; request → deploy command at most ${duration(slowest)}`,
      ok: ran.length === 0 && slowest < (short ? 5_000 : 2_000),
    };
  },
};
