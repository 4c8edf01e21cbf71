/** What opens a repository at the connected GitHub: tokens of its App, and what is said when there is none. */
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { AppRecord, EnvironmentRecord, GitHubRecord } from '../core/records';
import { writeSecret } from './adapters/secrets';
import { changeApp, getApp } from './adapters/store/apps';
import { removeGitHub } from './adapters/store/github';
import { invokeFunction } from './testing/api';
import { hash, makeApp } from './testing/apps';
import { useClock } from './testing/clock';
import { connect } from './testing/github/connect';
import { useInstallation } from './testing/installation';

const trellis = useInstallation();
const clock = useClock();
let app: AppRecord;
let development: EnvironmentRecord;
let github: GitHubRecord;

beforeEach(async () => {
  ({ app, development } = await makeApp());
  github = await connect(trellis.github.app);
  trellis.github.app.install('acme', ['shop']);
});

interface Claimed {
  cloneToken: string | null;
  cloneProblem: { message: string; nextStep: string } | null;
}

/** What a builder gets to clone with. */
const claim = async (): Promise<Claimed> => {
  const input = { environmentId: development.id, commit: hash('a'), force: true };
  const { id } = await trellis.call('deploy', { input });
  const claimed = (await trellis.claim(id)) as unknown as Claimed & { lease: string };
  await trellis.finish(id, claimed.lease);
  return claimed;
};

const asked = (path: string) => trellis.github.requests.filter((each) => each.path.includes(path)).length;

describe('a clone token', () => {
  test('is an installation token for this one repository that may read it and do nothing else', async () => {
    const { cloneToken, cloneProblem } = await claim();
    expect(trellis.github.app.tokens.get(cloneToken ?? '')).toMatchObject({
      repositories: ['acme/shop'],
      permissions: { contents: 'read' },
    });
    expect(cloneProblem).toBeNull();
  });

  test('serves while it is valid for another half hour, and is then asked for anew', async () => {
    const first = await claim();
    clock.pass(20 * 60_000);
    expect((await claim()).cloneToken).toBe(first.cloneToken);
    clock.pass(15 * 60_000);
    expect((await claim()).cloneToken).not.toBe(first.cloneToken);
    expect(asked('access_tokens')).toBe(2);
  });

  test('that was given with the app comes before those of the GitHub App', async () => {
    await changeApp({ ...app, hasRepositoryToken: true });
    await writeSecret(`${app.id}/repository`, 'ghp_chosen');
    expect((await claim()).cloneToken).toBe('ghp_chosen');
    expect(trellis.github.requests).toHaveLength(0);
  });

  test('is not asked for when GitHub is not connected, or the repository stands elsewhere', async () => {
    await changeApp({ ...app, repository: 'https://gitlab.com/acme/shop' });
    expect(await claim()).toMatchObject({ cloneToken: null, cloneProblem: null });
    await removeGitHub(github);
    await changeApp(app);
    expect(await claim()).toMatchObject({ cloneToken: null, cloneProblem: null });
    expect(trellis.github.requests).toHaveLength(0);
  });
});

describe('without a token, the builder is told why', () => {
  const refusals: [string, () => void, string][] = [
    [
      'the App was never installed there',
      () => (trellis.github.app.installations = []),
      'may not read acme/shop',
    ],
    [
      'the repository was taken out of the installation meanwhile',
      () => {
        trellis.github.instead = (path) =>
          path.endsWith('access_tokens')
            ? { status: 422, body: { message: 'There is at least one' } }
            : undefined;
      },
      'may not read acme/shop',
    ],
    [
      'the installation is suspended',
      () => trellis.github.app.installations.forEach((each) => (each.suspended = true)),
      'suspended for acme',
    ],
    [
      'the repository has another name now',
      () => trellis.github.app.moved.push('acme/shop'),
      'renamed or transferred',
    ],
    ['the App was deleted', () => (trellis.github.app.revoked = true), 'does not accept the key'],
    [
      'the hourly limit is used up',
      () => {
        const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': `${Date.now() / 1000 + 1800}` };
        trellis.github.instead = () => ({
          status: 403,
          headers,
          body: { message: 'API rate limit exceeded' },
        });
      },
      'rate limit is used up',
    ],
    ['GitHub is down', () => (trellis.github.instead = () => ({ status: 503 })), 'no answer'],
  ];
  test.each(refusals)('%s', async (_what, happens, sentence) => {
    happens();
    const { cloneToken, cloneProblem } = await claim();
    expect(cloneToken).toBeNull();
    expect(cloneProblem?.message).toContain(sentence);
    expect(cloneProblem?.nextStep).not.toBe('');
  });

  test('and a person who asks for the newest commit is told the same', async () => {
    trellis.github.app.installations = [];
    const input = { environmentId: development.id };
    await expect(trellis.call('deploy', { input })).rejects.toMatchObject({ code: 'github.not_granted' });
  });
});

describe('a failure of GitHub', () => {
  test('that passes is not noticed', async () => {
    let failures = 2;
    trellis.github.instead = () => (failures-- > 0 ? { status: 502 } : undefined);
    expect((await claim()).cloneToken).toMatch(/^ghs_/);
  });

  test('that asks for patience of a second gets it, and the call goes through', async () => {
    let limits = 1;
    trellis.github.instead = () =>
      limits-- > 0
        ? { status: 429, headers: { 'retry-after': '1' }, body: { message: 'slow down' } }
        : undefined;
    expect((await claim()).cloneToken).toMatch(/^ghs_/);
  });

  test('what GitHub refuses is not tried again', async () => {
    trellis.github.app.revoked = true;
    await claim();
    expect(trellis.github.requests).toHaveLength(1);
  });
});

test('looks by the clock use one token, and ask for another when it is revoked', async () => {
  trellis.remotes.create();
  trellis.remotes.commit('Start');
  const round = () => invokeFunction('pollBranches', { source: 'aws.scheduler' });
  await round();
  clock.pass(60_000);
  await round();
  expect(asked('access_tokens')).toBe(1);
  expect(asked('/git/ref/heads/main')).toBe(2);
  trellis.github.app.tokens.clear();
  const said = vi.spyOn(console, 'error').mockReturnValue();
  clock.pass(60_000);
  await round();
  expect((await getApp(app.id)).pollProblem).toContain('does not accept the access token');
  clock.pass(120_000);
  await round();
  said.mockRestore();
  expect((await getApp(app.id)).pollProblem).toBeNull();
});
