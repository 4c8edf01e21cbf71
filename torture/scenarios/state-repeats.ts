/** STATE-1 and STATE-3: what is told twice has one effect. */
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { refusal } from '../../e2e/support/api';
import type { DeploymentVerb } from '../../e2e/support/api';
import { tableName } from '../../local/names';
import type { Scenario } from '../scenario';
import { givenApp } from '../support/apps';
import { tableOf } from '../support/aws-clients';
import { settles } from '../invariants';
import type { FaultHost } from '../support/fault-host';
import { count, shuffled } from '../support/numbers';
import { givenSmallApp } from '../support/small-apps';
import { build } from '../support/small-builder';

/** Counters of what was refused, and what expires by itself, are no state of anything. */
const passing = /^(REFUSALS|HOOK#|TOKEN#|CLIENT#|SESSION#|CODE#)/;

const snapshot = async (host: FaultHost): Promise<Map<string, string>> => {
  const client = tableOf(host);
  const items = new Map<string, string>();
  let from: Record<string, never> | undefined;
  do {
    const page = await client.send(new ScanCommand({ TableName: tableName, ExclusiveStartKey: from }));
    for (const item of page.Items ?? []) {
      const key = `${item.pk?.S ?? ''} ${item.sk?.S ?? ''}`;
      if (!passing.test(key))
        items.set(key, JSON.stringify(item, Object.keys(item).sort()) + JSON.stringify(item));
    }
    from = page.LastEvaluatedKey as typeof from;
  } while (from);
  return items;
};

const differences = (before: Map<string, string>, after: Map<string, string>): string[] =>
  [...new Set([...before.keys(), ...after.keys()])].filter((key) => before.get(key) !== after.get(key));

/** STATE-1 */
export const replay: Scenario = {
  id: 'STATE-1',
  title: '',
  expected: 'no item of the table changes',
  async run({ host: sharedHost, random, times }) {
    const host = await sharedHost();
    const rounds = times(1, 20);
    let replayed = 0;
    const changed: string[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const app = await givenApp(
        host,
        `replayed-${round}`,
        `for (let i = 0; i < 50; i++) console.log('line ' + i);`,
      );
      await host.arm([], { record: true });
      await app.in('development').run('deploy', { force: true });
      await settles(host);
      const calls = (await host.calls()).filter(
        ({ name }) => !['authorizer', 'session', 'sweeper'].includes(name),
      );
      await host.arm();
      const before = await snapshot(host);
      for (const call of shuffled([...calls, ...calls], random)) {
        // The request itself would start another deployment; a client's own repeat is STATE-3.
        if (call.name === 'deploy' || call.name === 'createApp') continue;
        await host.invoke(call).catch(() => undefined);
        replayed += 1;
      }
      await settles(host);
      changed.push(...differences(before, await snapshot(host)));
    }
    return {
      did: `${count(replayed)} calls of ${rounds} deployments (claims, reports, logs, the task's end) told twice again after the end, in any order`,
      measured: `${changed.length} items changed${changed.length > 0 ? `: ${changed.slice(0, 3).join(', ')}` : ''}`,
      ok: changed.length === 0 && replayed > 0,
    };
  },
};

/** STATE-3 */
export const clientTokens: Scenario = {
  id: 'STATE-3',
  title:
    'deploy, promote, roll back and tear down, each 5 times at once and once more with the same client token; then with other arguments',
  expected: 'one deployment each; an error for other arguments',
  async run({ small, finally: undo, times }) {
    const host = await small();
    const wrong: string[] = [];
    const rounds = times(1, 50);
    for (let round = 0; round < rounds; round += 1) {
      const app = await givenSmallApp(host, `tokens-${round}`);
      undo(() => app.repository.remove());
      const first = await host.api.start('deploy', { environmentId: app.development });
      await build(host, first.id);
      const second = await host.api.start('deploy', {
        environmentId: app.development,
        commit: await app.repository.commit('feat: two'),
      });
      await build(host, second.id);
      const staged = await host.api.start('promote', { environmentId: app.staging, deploymentId: second.id });
      await build(host, staged.id);
      const requests: [DeploymentVerb, Record<string, unknown>, Record<string, unknown>][] = [
        [
          'deploy',
          { environmentId: app.development, force: true },
          { environmentId: app.staging, force: true },
        ],
        [
          'promote',
          { environmentId: app.production, deploymentId: staged.id },
          { environmentId: app.staging, deploymentId: second.id },
        ],
        [
          'rollback',
          { environmentId: app.development, deploymentId: first.id },
          { environmentId: app.development, deploymentId: second.id },
        ],
        ['teardown', { environmentId: app.staging }, { environmentId: app.development }],
      ];
      for (const [verb, input, other] of requests) {
        const clientToken = `token-${verb}-${round}`;
        const ask = (more: Record<string, unknown>) =>
          host.api.start(verb, { ...more, clientToken } as unknown as { environmentId: string });
        const ids = (await Promise.all(Array.from({ length: 5 }, () => ask(input)))).map(({ id }) => id);
        ids.push((await ask(input)).id);
        const { code } = await refusal(ask(other)).catch(() => ({ code: 'not refused' }));
        if (new Set(ids).size !== 1) wrong.push(`${verb}: ${new Set(ids).size} deployments`);
        if (code !== 'deployment.client_token_reused') wrong.push(`${verb} with other arguments: ${code}`);
        const [id] = ids;
        if (id !== undefined) await build(host, id);
      }
    }
    return {
      measured: `${rounds * 4 * 6} requests, ${wrong.length} wrong${wrong.length > 0 ? `: ${wrong.slice(0, 4).join('; ')}` : ''}`,
      ok: wrong.length === 0,
    };
  },
};
