/** GitHub's pushes, as GitHub sends them, for a repository at a GitHub address. */
import { createHmac, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { githubPush } from './support/github-push';
import { Repository } from './support/repository';
import { AppUnderTest, Trellis, type Target } from './support/trellis';
import { webhookSecret } from './support/webhook-secret';

const trellis = new Trellis();
let home: string;
let repository: Repository;
let development: Target;
let staging: Target;
let secret: string;

beforeAll(async () => {
  // The address is GitHub's; git itself is told where to find it, so nothing leaves this machine.
  home = await mkdtemp(join(tmpdir(), 'trellis home '));
  repository = await Repository.ofExample();
  await writeFile(
    join(home, '.gitconfig'),
    `[url "${repository.path}"]\n\tinsteadOf = git@github.com:acme/shop.git\n`,
  );
  await trellis.start({ environment: { HOME: home } });
  secret = await webhookSecret(trellis.host);
  const app = await trellis.api.createApp({ name: 'shop', repository: 'git@github.com:acme/shop.git' });
  const shop = new AppUnderTest(trellis, app, repository);
  development = shop.in('development');
  staging = shop.in('staging');
});
afterAll(async () => {
  await trellis.stop();
  await repository.remove();
  await rm(home, { recursive: true, force: true });
});

const sign = (body: string, key = secret, algorithm = 'sha256'): string =>
  `${algorithm}=${createHmac(algorithm, key).update(body).digest('hex')}`;
const deliver = (body: string, headers: Record<string, string>): Promise<Response> =>
  fetch(`${trellis.host.url}/webhooks/github`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'GitHub-Hookshot/044aadd',
      'x-github-event': 'push',
      'x-github-delivery': randomUUID(),
      'x-github-hook-id': '292430182',
      ...headers,
    },
  });
const commitsDeployed = async (): Promise<(string | undefined)[]> =>
  (await trellis.api.deployments(development.id)).map(({ commit }) => commit?.hash);

it('a signed push deploys the pushed commit where the branch is followed, and a repeat of the delivery nothing', async () => {
  const commit = await repository.release(2);
  const body = githubPush({ commit, subject: 'feat: version 2' });
  const headers = { 'x-hub-signature-256': sign(body), 'x-github-delivery': randomUUID() };

  const [first, again] = [await deliver(body, headers), await deliver(body, headers)];

  expect([first.status, again.status].every((status) => status < 300)).toBe(true);
  const { id } = await development.deploymentOf(commit);
  const deployment = await development.ends(id);
  expect(deployment).toMatchObject({
    trigger: 'PUSH',
    commit: {
      hash: commit,
      subject: 'feat: version 2',
      author: 'Ada Lovelace',
      url: `https://github.com/acme/shop/commit/${commit}`,
    },
  });
  expect(await development.answer()).toMatchObject({ version: 'version 2' });
  expect(await commitsDeployed()).toEqual([commit]);
  expect(await trellis.api.deployments(staging.id)).toEqual([]);
});

it('a push that comes late deploys the newest commit of its branch, and the newest one’s own delivery nothing more', async () => {
  const late = await repository.release(5);
  const newest = await repository.release(6);
  const before = await commitsDeployed();

  const bodies = [githubPush({ commit: late }), githubPush({ commit: newest })];
  for (const body of bodies) await deliver(body, { 'x-hub-signature-256': sign(body) });

  const { id } = await development.deploymentOf(newest);
  await development.ends(id);
  expect(await development.answer()).toMatchObject({ version: 'version 6' });
  expect(await commitsDeployed()).toEqual([newest, ...before]);
});

it('a push whose signature is missing, wrong, sha1 or of an empty secret is refused and starts nothing', async () => {
  const before = await commitsDeployed();
  const body = githubPush({ commit: await repository.release(4) });
  const signatures: Record<string, string>[] = [
    {},
    { 'x-hub-signature-256': '' },
    { 'x-hub-signature-256': 'sha256=' },
    { 'x-hub-signature-256': sign(`${body} `) },
    { 'x-hub-signature-256': sign(body, 'another secret') },
    { 'x-hub-signature-256': sign(body, '') },
    { 'x-hub-signature-256': sign(body).toUpperCase() },
    { 'x-hub-signature': sign(body, secret, 'sha1') },
    { 'x-hub-signature-256': sign(body, secret, 'sha1') },
  ];
  for (const headers of signatures) {
    const response = await deliver(body, headers);
    const { error } = (await response.json()) as { error: { code: string } };
    expect([response.status, error.code]).toEqual([401, 'webhook.bad_signature']);
  }
  expect(await commitsDeployed()).toEqual(before);
});

it('signed deliveries that are no push to a followed branch start nothing', async () => {
  const before = await commitsDeployed();
  const commit = await repository.head();
  const deliveries: [string, Record<string, string>][] = [
    [JSON.stringify({ zen: 'Keep it logically awesome.', hook_id: 1 }), { 'x-github-event': 'ping' }],
    [githubPush({ commit, ref: 'refs/tags/v1' }), {}],
    [githubPush({ commit, ref: 'refs/heads/not/followed' }), {}],
    [githubPush({ commit: '0'.repeat(40), deleted: true }), {}],
    [githubPush({ commit, repository: 'acme/other' }), {}],
  ];
  for (const [body, headers] of deliveries) {
    const response = await deliver(body, { 'x-hub-signature-256': sign(body), ...headers });
    expect(response.status).toBeLessThan(300);
  }
  expect(await commitsDeployed()).toEqual(before);
});

it('what is no payload at all is refused and leaves the host running', async () => {
  for (const body of [
    '',
    '{',
    '[]',
    '"push"',
    '{"ref":7}',
    JSON.stringify({ ref: 'refs/heads/main', after: 'x' }),
  ]) {
    const response = await deliver(body, { 'x-hub-signature-256': sign(body) });
    expect(response.status).toBe(400);
  }
  expect(await trellis.api.send('{ viewer { name } }')).toBeDefined();
});
