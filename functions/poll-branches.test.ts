import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { AppRecord, EnvironmentRecord } from '../core/records';
import { writeSecret } from './adapters/secrets';
import { changeApp, getApp } from './adapters/store/apps';
import { invokeFunction } from './testing/api';
import { hash, makeApp } from './testing/apps';
import { useClock } from './testing/clock';
import { useInstallation } from './testing/installation';
import { deliver, payload, SECRET } from './testing/webhook';

const trellis = useInstallation();
const clock = useClock();
let app: AppRecord;
let development: EnvironmentRecord;

const round = () => invokeFunction('pollBranches', { source: 'aws.scheduler' });

/** A minute passes, and the next round comes. */
const nextRound = async (seconds = 60): Promise<void> => {
  clock.pass(seconds * 1000);
  await round();
};

const withToken = async (one: AppRecord, token = trellis.github.token): Promise<void> => {
  await changeApp({ ...one, hasRepositoryToken: true });
  await writeSecret(`${one.id}/repository`, token);
};

const commit = (subject: string): string =>
  trellis.remotes.commit(subject, { parent: trellis.remotes.head('acme/shop', 'main') ?? '' });

const deliverPush = (after: string, before = hash('0')) => deliver(payload({ after, before }));

/** Hashes of what builders were started for, in order. */
const started = async (): Promise<(string | undefined)[]> => {
  const query = `query ($id: ID!) { environment(id: $id) { deployments(first: 100) { nodes { commit { hash } } } } }`;
  const { data } = await trellis.graphql(query, { id: development.id });
  const { deployments } = data?.environment as { deployments: { nodes: { commit: { hash: string } }[] } };
  return deployments.nodes.map(({ commit: its }) => its.hash).reverse();
};

const finish = async (status?: string): Promise<void> => {
  const { active } = await trellis.environment(development.id);
  if (active) await trellis.run(active.id, status);
};

beforeEach(async () => {
  trellis.aws.secrets.set('trellis-test/webhook', SECRET);
  trellis.remotes.create();
  commit('Start');
  ({ app, development } = await makeApp());
});

describe('a look at the branches', () => {
  test('takes what is there at the first time for known, and deploys what comes after it once', async () => {
    await round();
    await nextRound();
    expect(await started()).toEqual([]);
    const news = commit('News');
    await nextRound();
    await nextRound();
    expect(await started()).toEqual([news]);
    expect((await trellis.environment(development.id)).active).toMatchObject({
      trigger: 'PUSH',
      commit: { hash: news, url: `https://github.com/acme/shop/commit/${news}` },
    });
  });

  test('after 50 pushes that nobody told of deploys the newest once', async () => {
    await round();
    for (let index = 0; index < 50; index += 1) commit(`Missed ${index}`);
    await nextRound();
    await nextRound();
    expect(await started()).toEqual([trellis.remotes.head('acme/shop', 'main')]);
  }, 60_000);

  test('is as often as the app says, and never when it says so', async () => {
    await changeApp({ ...app, pollSeconds: 600 });
    await round();
    commit('News');
    await nextRound(500);
    expect(await started()).toEqual([]);
    await nextRound(100);
    expect(await started()).toHaveLength(1);
    await changeApp({ ...app, pollSeconds: 0 });
    commit('More news');
    await nextRound(86_400);
    expect(await started()).toHaveLength(1);
  });

  test('and a delivery of the same commit make one deployment, whichever comes first', async () => {
    await round();
    const first = commit('First');
    await nextRound();
    expect((await deliverPush(first)).body).toMatchObject([{ action: 'ignored' }]);
    const second = commit('Second');
    await deliverPush(second, first);
    await nextRound();
    expect(await started()).toEqual([first, second]);
  });

  test('does not bring back what failed, what was rolled back, or what somebody went away from', async () => {
    await round();
    const bad = commit('Bad');
    await nextRound();
    await finish('FAILED');
    await nextRound();
    expect(await started()).toEqual([bad]);
    const old = hash('d');
    await trellis.call('deploy', { input: { environmentId: development.id, commit: old } });
    await finish();
    await nextRound();
    const good = commit('Good');
    await nextRound();
    await finish();
    const { id } = await trellis.call('rollback', { input: { environmentId: development.id } });
    await trellis.run(id);
    await nextRound();
    const resume = `mutation { updateEnvironment(input: { id: "${development.id}", paused: false }) { id } }`;
    await trellis.graphql(resume);
    await nextRound();
    expect(await started()).toEqual([bad, old, good, old]);
  });

  test('passes over environments that take no pushes by themselves, and catches up when they do again', async () => {
    await round();
    const update = (more: string) =>
      trellis.graphql(`mutation { updateEnvironment(input: { id: "${development.id}", ${more} }) { id } }`);
    await update('automatic: false');
    const news = commit('News');
    await nextRound();
    await update('automatic: true, paused: true');
    await nextRound();
    expect(await started()).toEqual([]);
    await update('paused: false');
    await nextRound();
    expect(await started()).toEqual([news]);
  });

  test('begins anew when the environment follows another branch', async () => {
    await round();
    trellis.remotes.commit('Elsewhere', { branch: 'next/one' });
    await trellis.graphql(
      `mutation { updateEnvironment(input: { id: "${development.id}", branch: "next/one" }) { id } }`,
    );
    await nextRound();
    expect(await started()).toEqual([]);
    const news = trellis.remotes.commit('News', { branch: 'next/one' });
    await nextRound();
    expect(await started()).toEqual([news]);
  });

  test('tries again what could not be handed over', async () => {
    await round();
    const news = commit('News');
    const said = vi.spyOn(console, 'error').mockReturnValue();
    const url = process.env.TRELLIS_API_URL;
    process.env.TRELLIS_API_URL = 'http://127.0.0.1:9/graphql';
    await nextRound();
    await nextRound();
    process.env.TRELLIS_API_URL = url;
    expect(said).toHaveBeenCalledOnce();
    said.mockRestore();
    await nextRound();
    expect(await started()).toEqual([news]);
  });
});

describe('at GitHub, with a token', () => {
  beforeEach(() => withToken(app));

  test('a branch that has not moved is asked for by its ETag, and a look at it is free', async () => {
    await round();
    await nextRound();
    const news = commit('News');
    await nextRound();
    await nextRound();
    const path = '/repos/acme/shop/git/ref/heads/main';
    const looks = trellis.github.requests.filter(({ etag, status }) => etag !== undefined || status === 304);
    expect(trellis.github.requests[0]).toMatchObject({ path, status: 200, etag: undefined });
    expect(looks.map(({ status }) => status)).toEqual([304, 200, 304]);
    expect(await started()).toEqual([news]);
  });

  const problem = async (): Promise<string | null | undefined> => (await getApp(app.id)).pollProblem;

  test.each([
    ['a token that is not valid', 401, {}, 'does not accept the access token'],
    ['a token that may not', 403, {}, 'may not read this repository'],
    ['a repository that is gone', 404, {}, 'no such repository or branch'],
    ['a failure at GitHub', 502, {}, 'GitHub answered 502'],
    ['an answer that is none', 200, {}, 'could not be read'],
  ])(
    '%s is shown at the app, told once, and forgotten when it is over',
    async (_what, status, body, text) => {
      await round();
      const news = commit('News');
      const said = vi.spyOn(console, 'error').mockReturnValue();
      trellis.github.instead = () => ({ status, body });
      await nextRound();
      await nextRound();
      await nextRound(3600);
      expect(await problem()).toContain(text);
      expect(said).toHaveBeenCalledOnce();
      said.mockRestore();
      const query = `{ app(id: "${app.id}") { pollSeconds pollProblem } }`;
      expect((await trellis.graphql(query)).data).toMatchObject({ app: { pollSeconds: 60 } });
      trellis.github.instead = () => undefined;
      await nextRound(3600);
      await nextRound(3600);
      expect(await problem()).toBeNull();
      expect(await started()).toEqual([news]);
    },
  );

  test('failures are repeated ever more rarely', async () => {
    const said = vi.spyOn(console, 'error').mockReturnValue();
    trellis.github.instead = () => ({ status: 500 });
    for (let minute = 0; minute < 60; minute += 1) await nextRound();
    said.mockRestore();
    // After 1, 2, 4, 8, 16 and 32 minutes.
    expect(trellis.github.requests.length).toBe(6);
  });

  test.each([
    [
      'by its reset',
      () => ({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': `${Date.now() / 1000 + 1800}` }),
    ],
    ['by a wish to be left alone', () => ({ 'retry-after': '1800' })],
  ])('a limit that is used up is waited for: %s', async (_what, headers) => {
    await round();
    const news = commit('News');
    const said = vi.spyOn(console, 'error').mockReturnValue();
    trellis.github.instead = () => ({
      status: 403,
      headers: { ...headers(), date: new Date(Date.now()).toUTCString() },
      body: { message: 'API rate limit exceeded' },
    });
    await nextRound();
    trellis.github.instead = () => undefined;
    const asked = trellis.github.requests.length;
    for (let minute = 0; minute < 29; minute += 1) await nextRound();
    expect(trellis.github.requests.length).toBe(asked);
    said.mockRestore();
    await nextRound(120);
    expect(await started()).toEqual([news]);
  });

  test('a repository that does not answer holds up no other', async () => {
    trellis.remotes.create('acme/other');
    trellis.remotes.commit('Start', { name: 'acme/other' });
    const other = await makeApp('other', 'https://github.com/acme/other');
    await withToken(other.app);
    await round();
    const news = trellis.remotes.commit('News', { name: 'acme/other' });
    let answer = (): void => undefined;
    const hanging = new Promise<undefined>((resolve) => (answer = () => resolve(undefined)));
    trellis.github.instead = (path) => (path.includes('acme/shop') ? hanging : undefined);
    const going = nextRound();
    await vi.waitFor(
      async () => expect((await trellis.environment(other.development.id)).active?.commit?.hash).toBe(news),
      { timeout: 8_000, interval: 20 },
    );
    answer();
    await going;
  });

  test('what sends on to another address is asked by git', async () => {
    await round();
    trellis.github.instead = () => ({ status: 301, headers: { location: 'https://example.org/' } });
    const news = commit('News');
    await nextRound();
    expect(await started()).toEqual([news]);
  });
});

describe('by git', () => {
  test('a branch that is gone is shown, and the others go on', async () => {
    await trellis.graphql(
      `mutation { createEnvironment(input: { appId: "${app.id}", name: "gone", branch: "gone", automatic: true }) { id } }`,
    );
    const said = vi.spyOn(console, 'error').mockReturnValue();
    await round();
    const news = commit('News');
    await nextRound();
    expect(await started()).toEqual([news]);
    expect((await getApp(app.id)).pollProblem).toBe('The repository has no branch gone.');
    expect(said).toHaveBeenCalledOnce();
    said.mockRestore();
  });
});
