/** From "Connect GitHub" to a list of repositories, and every way that it can go wrong. */
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { catalogue } from '../core/errors';
import { findGitHub } from './adapters/store/github';
import { invokeFunction } from './testing/api';
import { makeApp } from './testing/apps';
import { useClock } from './testing/clock';
import type { FakeGitHubApp } from './testing/github/app';
import { connect } from './testing/github/connect';
import { useInstallation } from './testing/installation';

const trellis = useInstallation();
const clock = useClock();
let app: FakeGitHubApp;
beforeEach(() => {
  ({ app } = trellis.github);
});

interface Start {
  url: string;
  manifest: string;
  state: string;
}

const start = (input: object = {}): Promise<Start> => trellis.call('startGitHubConnection', { input });

/** Where the browser is sent to from a way back. */
const comeBack = async (query: Record<string, string>, rawPath = '/github/callback'): Promise<string> => {
  const answer = (await invokeFunction('githubReturn', {
    rawPath,
    headers: {},
    queryStringParameters: query,
    requestContext: { http: { method: 'GET', path: rawPath } },
  })) as { statusCode: number; headers: Record<string, string> };
  expect(answer.statusCode).toBe(302);
  return answer.headers.location ?? '';
};

const problem = (code: keyof typeof catalogue): string => `/settings/github?problem=${code}`;

/** What a person does at GitHub. */
const create = ({ manifest }: Start): string => app.create(JSON.parse(manifest) as FakeGitHubApp['manifest']);

interface Connection {
  state: string;
  slug: string | null;
  installations: { id: string; account: string; suspended: boolean }[];
  problem: { message: string; nextStep: string } | null;
}
const connection = (): Promise<Connection> => trellis.call('githubConnection', {});

describe('the manifest', () => {
  test('asks for what Trellis needs, and names where GitHub reaches it', async () => {
    const { url, manifest, state } = await start({ organization: 'acme' });
    expect(url).toBe(`https://github.com/organizations/acme/settings/apps/new?state=${state}`);
    expect(JSON.parse(manifest)).toMatchObject({
      url: 'https://trellis.example.org',
      redirect_url: 'https://trellis.example.org/github/callback',
      setup_url: 'https://trellis.example.org/github/installed',
      public: false,
      default_permissions: { contents: 'read', metadata: 'read', statuses: 'write', deployments: 'write' },
      default_events: ['push'],
      hook_attributes: { url: 'https://trellis.example.org/webhooks/github', active: true },
    });
    expect((JSON.parse(manifest) as { name: string }).name.length).toBeLessThanOrEqual(34);
  });

  test('has no webhook and no events where GitHub cannot reach this installation', async () => {
    vi.stubEnv('TRELLIS_WEBHOOK_URL', 'none');
    const made = JSON.parse((await start()).manifest) as object;
    vi.unstubAllEnvs();
    expect(made).not.toHaveProperty('hook_attributes');
    expect(made).not.toHaveProperty('default_events');
  });

  test('goes to an Enterprise when its host is given', async () => {
    expect((await start({ host: 'https://GitHub.example.com/' })).url).toMatch(
      /^https:\/\/github\.example\.com\/settings\/apps\/new\?state=/,
    );
  });

  test.each([
    ['an organization that is none', { organization: '../admin' }, 'input.invalid'],
    ['a host with a path', { host: 'github.com/evil' }, 'github.bad_host'],
    ['a host with a name and password', { host: 'me:pw@github.com' }, 'github.bad_host'],
  ])('%s is refused', async (_what, input, code) => {
    await expect(start(input)).rejects.toMatchObject({ code });
  });

  test.each(['127.0.0.1:9001', 'localhost:9001', '10.0.0.1', '169.254.169.254'])(
    'goes to no host of the account’s own, such as %s',
    async (host) => {
      vi.stubEnv('TRELLIS_REPOSITORY_ACCESS', 'public');
      await expect(start({ host })).rejects.toMatchObject({ code: 'github.private_host' });
      vi.unstubAllEnvs();
    },
  );

  test('is for those who may configure', async () => {
    for (const field of ['startGitHubConnection', 'disconnectGitHub', 'githubConnection'] as const)
      await expect(trellis.call(field, { input: {} }, 'read,deploy')).rejects.toMatchObject({
        code: 'auth.forbidden',
      });
  });
});

describe('the way back', () => {
  test('connects the App, keeps its keys in the secret store only, and goes on to install it', async () => {
    const started = await start();
    const code = create(started);
    expect(await comeBack({ code, state: started.state })).toBe(
      'https://github.com/apps/trellis-acme/installations/new',
    );
    expect(await comeBack({ setup_action: 'install' }, '/github/installed')).toBe(
      '/settings/github?installed',
    );
    app.install('acme', ['shop']);
    expect(await connection()).toMatchObject({
      state: 'ACTIVE',
      slug: 'trellis-acme',
      owner: 'acme',
      connectedBy: 'ann',
      installations: [{ id: '1', account: 'acme', repositorySelection: 'SELECTED', suspended: false }],
      problem: null,
    });
    const secret = trellis.aws.secrets.get('trellis-test/github-app/github.com/4711') ?? '';
    expect(JSON.parse(secret)).toMatchObject({
      privateKey: app.privateKey,
      webhookSecret: app.webhookSecret,
    });
    expect(JSON.stringify([await connection(), await findGitHub()])).not.toMatch(/PRIVATE KEY|secret of/);
  });

  test('tells an installation that must be allowed first', async () => {
    expect(await comeBack({ setup_action: 'request' }, '/github/installed')).toBe(
      '/settings/github?requested',
    );
  });

  test('is taken once', async () => {
    const started = await start();
    const way = { code: create(started), state: started.state };
    await comeBack(way);
    expect(await comeBack(way)).toBe(problem('github.unknown_state'));
  });

  test('of two that come at once connects one', async () => {
    const started = await start();
    const way = { code: create(started), state: started.state };
    const ends = await Promise.all([comeBack(way), comeBack(way)]);
    expect(ends.filter((end) => end.startsWith('https://github.com/'))).toHaveLength(1);
    expect(ends).toContain(problem('github.unknown_state'));
  });

  test.each([
    ['a state that was not opened here', (way: Way) => ({ ...way, state: 'x' }), 'github.unknown_state'],
    ['no state', ({ code }: Way) => ({ code }), 'github.unknown_state'],
    ['no code', ({ state }: Way) => ({ state }), 'github.no_code'],
    ['a code that is none', (way: Way) => ({ ...way, code: '../../user' }), 'github.no_code'],
    ['a code that GitHub does not know', (way: Way) => ({ ...way, code: 'abc' }), 'github.code_used'],
    ['a refusal', ({ state }: Way) => ({ state, error: 'access_denied' }), 'github.denied'],
  ] as const)('with %s has its own sentence, and connects nothing', async (_what, change, code) => {
    const started = await start();
    expect(await comeBack(change({ code: create(started), state: started.state }))).toBe(problem(code));
    expect(await findGitHub()).toBeUndefined();
  });

  test('that is older than ten minutes is refused', async () => {
    const started = await start();
    const way = { code: create(started), state: started.state };
    clock.pass(10 * 60_000 + 1_000);
    expect(await comeBack(way)).toBe(problem('github.unknown_state'));
  });

  test('with a code that was exchanged before is refused, with the next step', async () => {
    const started = await start();
    const code = create(started);
    app.code = undefined;
    expect(await comeBack({ code, state: started.state })).toBe(problem('github.code_used'));
  });

  test('asks for the keys once, also when GitHub fails: they are given once', async () => {
    const started = await start();
    trellis.github.instead = () => ({ status: 500 });
    expect(await comeBack({ code: create(started), state: started.state })).toBe(
      problem('github.unavailable'),
    );
    expect(trellis.github.requests).toHaveLength(1);
  });

  test('does not replace an App that was connected meanwhile', async () => {
    const started = await start();
    await connect(app, { appId: 1, slug: 'other' });
    expect(await comeBack({ code: create(started), state: started.state })).toBe(problem('github.connected'));
    expect(await findGitHub()).toMatchObject({ slug: 'other' });
    await expect(start()).rejects.toMatchObject({ code: 'github.connected' });
  });
});

interface Way {
  code: string;
  state: string;
}

describe('a connection', () => {
  test('that was never made says so', async () => {
    expect(await connection()).toMatchObject({ state: 'NOT_CONNECTED', installations: [], problem: null });
  });

  test('whose App posts to another address than this installation’s polls', async () => {
    await connect(app, { webhookUrl: 'https://old.example.com/webhooks/github' });
    expect((await connection()).state).toBe('POLLING');
  });

  test('says why GitHub does not tell the installations, and can still be ended', async () => {
    await connect(app);
    app.revoked = true;
    const { state, problem: told } = await connection();
    expect([state, told?.message]).toEqual(['POLLING', expect.stringContaining('does not accept the key')]);
    expect(await trellis.call('disconnectGitHub', {})).toMatchObject({ state: 'NOT_CONNECTED' });
    expect([...trellis.aws.secrets.keys()].filter((name) => name.includes('github-app'))).toEqual([]);
    await expect(trellis.call('disconnectGitHub', {})).rejects.toMatchObject({
      code: 'github.not_connected',
    });
  });

  test('shows every installation, and which are suspended', async () => {
    await connect(app);
    for (let index = 0; index < 3; index += 1) app.install(`team-${index}`, ['one']);
    for (const each of app.installations.slice(1, 2)) each.suspended = true;
    const { installations } = await connection();
    expect(installations.map(({ account, suspended }) => [account, suspended])).toEqual([
      ['team-0', false],
      ['team-1', true],
      ['team-2', false],
    ]);
  });
});

interface Page {
  nodes: { name: string; url: string; private: boolean; apps: string[] }[];
  pageInfo: { endCursor: string | null; hasNextPage: boolean };
}
const repositories = (args: object = {}): Promise<Page> =>
  trellis.call('githubRepositories', { installationId: '1', ...args });

describe('the repositories of an installation', () => {
  test('come in pages, with what they are connected to', async () => {
    await connect(app);
    app.install('acme', ['shop', ...Array.from({ length: 120 }, (_, index) => `service-${index}`)]);
    await makeApp('shop');
    const first = await repositories();
    expect(first.nodes).toHaveLength(100);
    expect(first.nodes[0]).toMatchObject({
      name: 'acme/shop',
      url: 'https://github.com/acme/shop.git',
      private: true,
      apps: ['shop'],
    });
    const second = await repositories({ after: first.pageInfo.endCursor });
    expect([second.nodes.length, second.pageInfo.hasNextPage]).toEqual([21, false]);
  });

  test('are found by a part of their name, on whatever page they are', async () => {
    await connect(app);
    app.install('acme', [...Array.from({ length: 250 }, (_, index) => `service-${index}`), 'Zebra']);
    const { nodes, pageInfo } = await repositories({ search: ' zeb ' });
    expect(nodes.map(({ name }) => name)).toEqual(['acme/Zebra']);
    expect(pageInfo.hasNextPage).toBe(false);
  });

  test('are listed by a token that may do nothing but list', async () => {
    await connect(app);
    app.install('acme', ['shop']);
    await repositories();
    expect([...app.tokens.values()]).toMatchObject([
      { repositories: null, permissions: { metadata: 'read' } },
    ]);
  });

  test.each([
    ['that is gone', () => (app.installations = []), 'github.installation_gone'],
    [
      'that is suspended',
      () => app.installations.forEach((each) => (each.suspended = true)),
      'github.suspended',
    ],
    ['while GitHub is down', () => (trellis.github.instead = () => ({ status: 503 })), 'github.unavailable'],
  ])('%s: one sentence says so', async (_what, happens, code) => {
    await connect(app);
    app.install('acme', ['shop']);
    happens();
    await expect(repositories()).rejects.toMatchObject({ code });
  });

  test('without a connection, or by an id that is none, are refused', async () => {
    await expect(repositories()).rejects.toMatchObject({ code: 'github.not_connected' });
    await expect(repositories({ installationId: '1/../2' })).rejects.toMatchObject({ code: 'input.invalid' });
    await expect(repositories({ after: '-1' })).rejects.toMatchObject({ code: 'input.invalid' });
  });
});
