/** HOOK-3, HOOK-4 and HOOK-5: what GitHub tells twice, slowly, or strangely. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiError } from '../../e2e/support/api';
import { githubPush } from '../../e2e/support/github-push';
import type { Scenario } from '../scenario';
import { givenGithubApp } from '../support/apps';
import { deliver, secretOf, sign, signedPush } from '../support/deliveries';
import { deploymentsOf } from '../support/histories';
import { spread } from '../support/numbers';

const quick = `console.log('deployed');`;
/** Longer than GitHub waits, and longer than the function may take. */
const slowMs = 12_000;

/** HOOK-3 */
export const sameDelivery: Scenario = {
  id: 'HOOK-3',
  title: '',
  expected: '1 deployment each time',
  async run({ host: sharedHost, times }) {
    const host = await sharedHost();
    const atTheSameTime = times(20, 100);
    const app = await givenGithubApp(host, 'same-delivery', quick);
    const development = app.in('development');
    const push = signedPush(host, { commit: await app.repository.commit('feat: one'), repository: app.slug });
    const receipts = await Promise.all(Array.from({ length: atTheSameTime }, () => deliver(host, push)));
    const [first] = await deploymentsOf(host.api, development.id);
    if (first) await host.api.waitForDeployment(first.id);
    const again = await deliver(host, push);
    const atOnce = (await deploymentsOf(host.api, development.id)).length;

    const slow = signedPush(host, { commit: await app.repository.commit('feat: two'), repository: app.slug });
    await host.arm([{ at: 'deploy:RunTask:before', effect: { kind: 'delay', ms: slowMs }, times: 1 }]);
    const late = await deliver(host, slow);
    const redelivered = await deliver(host, slow);
    const slowly = (await deploymentsOf(host.api, development.id)).length - atOnce;
    const refused = receipts.filter(({ status }) => status >= 300).length;
    return {
      did: `the same delivery ${atTheSameTime} times at once and again after its end; another whose handler hangs for ${slowMs / 1000} s, and is then delivered again`,
      measured: `${atOnce} and ${slowly} deployments; ${spread(receipts.map(({ ms }) => ms))} at once; ${refused} not acknowledged; the repeat ${again.status}; the slow one ${late.status} after ${(late.ms / 1000).toFixed(1)} s, its repeat ${redelivered.status}`,
      ok: atOnce === 1 && slowly === 1 && again.status < 300 && redelivered.status < 300,
    };
  },
};

/** HOOK-4 */
export const sameCommit: Scenario = {
  id: 'HOOK-4',
  title: 'one push told by 5 deliveries of different ids: at once, one by one, and after its end',
  expected: '1 deployment each time',
  async run({ host: sharedHost }) {
    const host = await sharedHost();
    const app = await givenGithubApp(host, 'same-commit', quick);
    const development = app.in('development');
    const fives = [0, 1, 2, 3, 4];
    const tell = (commit: string) => deliver(host, signedPush(host, { commit, repository: app.slug }));
    const known = async (): Promise<number> => (await deploymentsOf(host.api, development.id)).length;

    const one = await app.repository.commit('feat: one');
    await Promise.all(fives.map(() => tell(one)));
    const atOnce = await known();
    const two = await app.repository.commit('feat: two');
    for (let time = 0; time < fives.length; time += 1) await tell(two);
    const inTurn = (await known()) - atOnce;
    const { id } = await development.deploymentOf(two);
    await host.api.waitForDeployment(id);
    await development.isFree();
    for (let time = 0; time < fives.length; time += 1) await tell(two);
    const afterwards = (await known()) - atOnce - inTurn;
    return {
      measured: `${atOnce} at once, ${inTurn} one by one, ${afterwards} more after the end`,
      ok: atOnce === 1 && inTurn === 1 && afterwards === 0,
    };
  },
};

const zeros = '0'.repeat(40);

/** HOOK-5 */
export const strangeDeliveries: Scenario = {
  id: 'HOOK-5',
  title: '',
  expected: 'no deployment, or the right one; no shell reads a name',
  async run({ host: sharedHost }) {
    const host = await sharedHost();
    const app = await givenGithubApp(host, 'strange', quick);
    const development = app.in('development');
    const canary = join(tmpdir(), `trellis-canary-${randomUUID()}`);
    const commit = await app.repository.head();
    const secret = secretOf(host);
    const send = (body: string, event = 'push') =>
      deliver(host, {
        body,
        headers: { 'x-hub-signature-256': sign(body, secret), 'x-github-event': event },
      });
    const push = (fields: Partial<Parameters<typeof githubPush>[0]>) =>
      githubPush({ commit, repository: app.slug, ...fields });

    await send(push({ deleted: true, commit: zeros }));
    await send(push({ commit: zeros }));
    await send(push({ ref: 'refs/tags/v1' }));
    await send(push({ ref: 'refs/pull/1/head' }));
    await send('{"zen":"Design for failure."}', 'ping');
    await send('{"action":"opened"}', 'no_such_event');
    await send(
      JSON.stringify({
        ...(JSON.parse(push({})) as object),
        commits: [],
        head_commit: null,
        ref: 'refs/heads/x',
      }),
    );
    const none = (await deploymentsOf(host.api, development.id)).length;

    const evil = [
      `feat/$(touch\${IFS}${canary})`,
      `a\`touch\${IFS}${canary}\``,
      `x;touch\${IFS}${canary};y`,
      `ü'"&|<>-é`,
    ];
    let refusedBranches = 0;
    for (const [index, branch] of evil.entries()) {
      await app.repository.git('branch', branch);
      const environment = await createEnvironment(host.api, app.app.id, `evil-${index}`, branch);
      if (environment === undefined) refusedBranches += 1;
      await send(push({ ref: `refs/heads/${branch}` }));
    }
    const hugeCommit = await app.repository.commit('feat: huge', {});
    const huge = await send(
      JSON.stringify({
        ...(JSON.parse(push({ commit: hugeCommit })) as object),
        padding: 'x'.repeat(20_000_000),
      }),
    );
    const canaries = existsSync(canary) ? 1 : 0;
    const fits =
      huge.status < 300
        ? await development.deploymentOf(hugeCommit).then(({ id }) => development.ends(id))
        : undefined;
    const alive = await host.api.send<{ viewer: { name: string } }>('{ viewer { name } }');
    return {
      did: `deleted branches, zero hashes, tags, pings, unknown events; ${evil.length} branch names that a shell would run; a body of 20 MB`,
      measured: `${none} deployments of the first; ${refusedBranches} branch names refused, ${canaries} canaries; 20 MB: ${huge.status}${fits ? ', deployed' : ''}`,
      ok:
        none === 0 &&
        canaries === 0 &&
        alive.viewer.name !== '' &&
        (fits !== undefined || huge.status >= 400),
    };
  },
};

const createEnvironment = async (
  api: { send: <T>(query: string, variables: Record<string, unknown>) => Promise<T> },
  appId: string,
  name: string,
  branch: string,
): Promise<string | undefined> => {
  const document = `mutation ($input: CreateEnvironmentInput!) { createEnvironment(input: $input) { id } }`;
  try {
    const input = {
      appId,
      name,
      branch,
      automatic: true,
      settings: { deployCommand: 'node deploy.mjs', tests: false },
    };
    return (await api.send<{ createEnvironment: { id: string } }>(document, { input })).createEnvironment.id;
  } catch (error) {
    if (error instanceof ApiError) return undefined;
    throw error;
  }
};
