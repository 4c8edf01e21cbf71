/** HOOK-1 and HOOK-2: what GitHub did not sign starts nothing. */
import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import {
  DeleteSecretCommand,
  PutSecretValueCommand,
  CreateSecretCommand,
} from '@aws-sdk/client-secrets-manager';
import { githubPush } from '../../e2e/support/github-push';
import type { Scenario } from '../scenario';
import { secretsOf } from '../support/aws-clients';
import { deliver, secretOf, sign, type Delivery } from '../support/deliveries';
import type { FaultHost } from '../support/fault-host';
import { count, duration, eachOf } from '../support/numbers';
import { memoryOf } from '../support/processes';
import { percentile } from '../../bench/statistics';
import { secretPrefix } from '../../local/names';

const warmups = 200;

type Spoil = (body: string, secret: string, random: () => number) => Delivery;

const signed = (value: string): Record<string, string> => ({ 'x-hub-signature-256': value });

/** Every way in which a delivery is not one of GitHub's. */
const spoils: Record<string, Spoil> = {
  'no signature': (body) => ({ body, headers: {} }),
  'an empty signature': (body) => ({ body, headers: signed('') }),
  'sha1 only': (body, secret) => ({ body, headers: { 'x-hub-signature': sign(body, secret, 'sha1') } }),
  'sha1 in the place of sha256': (body, secret) => ({ body, headers: signed(sign(body, secret, 'sha1')) }),
  sha512: (body, secret) => ({ body, headers: signed(sign(body, secret, 'sha512')) }),
  'a wrong secret': (body, _secret, random) => ({ body, headers: signed(sign(body, String(random()))) }),
  'an empty secret': (body) => ({ body, headers: signed(sign(body, '')) }),
  'a secret with a space': (body, secret) => ({ body, headers: signed(sign(body, `${secret} `)) }),
  'cut hexadecimals': (body, secret, random) => ({
    body,
    headers: signed(sign(body, secret).slice(0, 8 + Math.floor(random() * 62))),
  }),
  'capital letters': (body, secret) => ({ body, headers: signed(sign(body, secret).toUpperCase()) }),
  'a longer signature': (body, secret) => ({ body, headers: signed(`${sign(body, secret)}00`) }),
  'a flipped bit': (body, secret, random) => {
    const bytes = Buffer.from(body);
    const at = Math.floor(random() * bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8));
    return { body: bytes, headers: signed(sign(body, secret)) };
  },
  'another spelling of the JSON': (body, secret) => ({
    body: JSON.stringify(JSON.parse(body), null, 1),
    headers: signed(sign(body, secret)),
  }),
  gzip: (body, secret) => ({
    body: gzipSync(body),
    headers: { ...signed(sign(body, secret)), 'content-encoding': 'gzip' },
  }),
  'pieces, and a wrong secret': (body) => ({ body, headers: signed(sign(body, 'x')), chunked: true }),
};

/** Refusals are counted by day and code, many in one write. */
const isCount = (point: string): boolean => point.startsWith('githubWebhook:UpdateItem#');

const isWrite = (point: string): boolean =>
  /^(githubWebhook|api|deploy):(Put|Update|Delete|BatchWrite)|^deploy:/.test(point);

/** HOOK-1 */
export const malformedHooks: Scenario = {
  id: 'HOOK-1',
  title: 'deliveries that GitHub did not sign, in every way we know',
  expected: '0 accepted, no write but counts (one for many), memory +< 50 MB',
  async run({ host: sharedHost, random, times }) {
    const host = await sharedHost();
    const secret = secretOf(host);
    const wanted = times(600, 10_000);
    const ways = Object.values(spoils);
    // What a process takes once for being used at all is no growth.
    for (let warm = 0; warm < warmups; warm += 1)
      await deliver(host, { body: githubPush({ commit: 'a'.repeat(40) }), headers: {} });
    const before = await memoryOf(host.pid);
    await host.arm();
    const took: number[] = [];
    const accepted: string[] = [];
    await eachOf(
      Array.from({ length: wanted }, (_, index) => index),
      4,
      async (index) => {
        const commit = randomUUID().replaceAll('-', '').padEnd(40, '0');
        const way = index % ways.length;
        const spoil = ways[way];
        if (!spoil) return;
        const { status, ms } = await deliver(host, spoil(githubPush({ commit }), secret, random));
        took.push(ms);
        if (status !== 401) accepted.push(`${Object.keys(spoils)[way] ?? ''}: ${status}`);
      },
    );
    const { reached } = await host.state();
    const counts = reached.filter(isCount).length / 2;
    const writes = reached.filter((point) => isWrite(point) && !isCount(point));
    const after = await memoryOf(host.pid);
    const growth = after.nowMb - before.nowMb;
    const found = accepted.length === 0 ? '' : ` (${[...new Set(accepted)].slice(0, 3).join(', ')})`;
    return {
      did: `${count(wanted)} deliveries that GitHub did not sign, in ${ways.length} ways`,
      measured: `${accepted.length} accepted${found}, ${writes.length} writes${writes.length === 0 ? '' : ` (${writes.slice(0, 3).join(', ')})`}, counted in ${counts}, p99 ${duration(percentile(took, 0.99))} with 4 at once, memory ${growth >= 0 ? '+' : ''}${growth.toFixed(0)} MB`,
      ok: accepted.length === 0 && writes.length === 0 && counts <= wanted / 20 && growth < 50,
    };
  },
};

const name = `${secretPrefix}/webhook`;

const setSecret = async (host: FaultHost, value: string | undefined): Promise<void> => {
  const client = secretsOf(host);
  await client.send(new DeleteSecretCommand({ SecretId: name })).catch(() => undefined);
  if (value === undefined) return;
  await client
    .send(new CreateSecretCommand({ Name: name, SecretString: value }))
    .catch(() => client.send(new PutSecretValueCommand({ SecretId: name, SecretString: value })));
};

/** HOOK-2 */
export const noSecret: Scenario = {
  id: 'HOOK-2',
  title: 'the shared secret missing, empty, or blank; deliveries signed with just that',
  expected: 'never 2xx',
  async run({ host: sharedHost, finally: undo }) {
    const host = await sharedHost();
    const known = secretOf(host);
    undo(() => setSecret(host, known));
    const statuses: string[] = [];
    let accepted = 0;
    for (const value of [undefined, '', ' ', '\n', '\t  ']) {
      await setSecret(host, value);
      for (const key of ['', value ?? '', (value ?? '').trim(), known, 'undefined', 'null']) {
        const body = githubPush({ commit: 'a'.repeat(40) });
        const { status } = await deliver(host, { body, headers: signed(sign(body, key)) });
        statuses.push(String(status));
        if (status < 400) accepted += 1;
      }
    }
    return {
      measured: `${accepted} of ${statuses.length} accepted (answers: ${[...new Set(statuses)].join(', ')})`,
      ok: accepted === 0,
    };
  },
};
