/** A GitHub App from "Connect GitHub" to a deployment: by the page, and by the API. */
import { request } from 'node:http';
import { randomUUID } from 'node:crypto';
import { sign } from '@octokit/webhooks-methods';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { refusal } from './support/api';
import { accessibilityProblems } from './support/axe';
import { useDashboard } from './support/dashboard';
import { LocalGitHub } from './support/github';
import { githubPush } from './support/github-push';
import { Repository } from './support/repository';
import { AppUnderTest, useTrellis } from './support/trellis';

const tunnel = 'tunnel.example.com';
const trellis = useTrellis({ extraArgs: ['--public-url', `https://${tunnel}`] });
const dashboard = useDashboard(trellis);
let github: LocalGitHub;
let repository: Repository;
let address: string;

beforeAll(async () => {
  github = await LocalGitHub.start();
  repository = await Repository.withScripts({ deploy: 'node -p 6*7' });
  address = github.add('acme/shop', repository);
});
afterAll(async () => {
  await github.close();
  await repository.remove();
});

/** What a tunnel hands on: GitHub's delivery, with the tunnel's name. */
const deliver = async (body: string, secret: string): Promise<number> => {
  const headers = {
    host: tunnel,
    'content-type': 'application/json',
    'x-github-event': 'push',
    'x-github-delivery': randomUUID(),
    'x-hub-signature-256': await sign(secret, body),
  };
  const target = `${trellis.host.url}/webhooks/github`;
  return new Promise((resolve, reject) => {
    const req = request(target, { method: 'POST', headers }, (res) => {
      res.resume();
      resolve(res.statusCode ?? 0);
    });
    req.on('error', reject).end(body);
  });
};

it('a person connects GitHub, chooses a private repository and deploys it, without ever seeing a token', async () => {
  const visitor = dashboard();
  const { page } = visitor;
  await visitor.open('/new');
  await page.getByRole('link', { name: 'Connect GitHub' }).click();
  await page.getByLabel('Host of a GitHub Enterprise').fill(github.host);
  expect(await accessibilityProblems(page)).toEqual([]);
  await visitor.button('Connect GitHub').click();
  await visitor.button('Create GitHub App').click();
  await visitor.button('Install').click();

  await visitor.text('The App is installed.').waitFor();
  await visitor.text('GitHub posts each push').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('link', { name: 'Choose a repository' }).click();
  await page.getByLabel('Find a repository').fill('sho');
  await page.getByRole('button', { name: /acme\/shop/ }).click();
  await visitor.button('Create and deploy').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await visitor.button('Create and deploy').click();

  await visitor.log.getByText('42', { exact: true }).first().waitFor();
  expect(visitor.complaints).toEqual([]);
  const log = await page.getByRole('main').innerText();
  for (const token of github.gitTokens.filter((each) => each !== '')) expect(log).not.toContain(token);
  expect(github.gitTokens.some((token) => token.startsWith('ghs_'))).toBe(true);
});

it('a push that the App tells of through the tunnel deploys; one that somebody else signed does not', async () => {
  const [app] = await trellis.api.apps();
  if (!app) throw new Error('there is no app');
  const development = new AppUnderTest(trellis, app, repository).in('development');
  const commit = await repository.commit('feat: more');
  const body = githubPush({ commit }).replaceAll(
    'https://github.com/acme/shop',
    `http://${github.host}/acme/shop`,
  );
  expect(await deliver(body, 'somebody else')).toBe(401);
  expect(await deliver(body, github.app.webhookSecret)).toBe(202);
  await development.ends((await development.deploymentOf(commit)).id);
});

it('the API lists what may be chosen, and says why not when GitHub takes it away', async () => {
  const list = `query { githubRepositories(installationId: "1") { nodes { name url private apps } } }`;
  expect(await trellis.api.send(list)).toEqual({
    githubRepositories: { nodes: [{ name: 'acme/shop', url: address, private: true, apps: ['shop'] }] },
  });
  for (const installation of github.app.installations) installation.suspended = true;
  expect((await refusal(trellis.api.send(list))).code).toBe('github.suspended');
  expect((await refusal(trellis.api.createApp({ name: 'other', repository: address }))).code).toBe(
    'github.suspended',
  );
  const start = `mutation { startGitHubConnection(input: {}) { url } }`;
  expect((await refusal(trellis.api.send(start))).code).toBe('github.connected');
  const end = `mutation { disconnectGitHub { state } }`;
  expect(await trellis.api.send(end)).toEqual({ disconnectGitHub: { state: 'NOT_CONNECTED' } });
});

it('a way back from GitHub that was not opened here ends on a page that says so', async () => {
  const visitor = dashboard();
  await visitor.open('/github/callback?code=abc&state=def');
  await visitor.text('This way back from GitHub was not opened here').waitFor();
  expect(new URL(visitor.page.url()).pathname).toBe('/settings/github');
});
