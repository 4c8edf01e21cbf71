/** What GitHub shows of runs: the real host, its event bus and the function behind it, against a GitHub on this machine. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LocalGitHub } from './support/github';
import { Repository } from './support/repository';
import { AppUnderTest, type Target, useTrellis } from './support/trellis';
import { until } from './support/until';

const trellis = useTrellis();
let github: LocalGitHub;
let app: AppUnderTest;
let development: Target;

/** Goes the way through GitHub's pages without a browser. */
const connect = async (): Promise<void> => {
  const start = `mutation ($input: StartGitHubConnectionInput!) { startGitHubConnection(input: $input) { manifest state } }`;
  const { startGitHubConnection } = await trellis.api.send<{
    startGitHubConnection: { manifest: string; state: string };
  }>(start, { input: { host: github.host } });
  const { manifest, state } = startGitHubConnection;
  const code = github.app.create(JSON.parse(manifest) as { name: string });
  const back = `${trellis.host.url}/github/callback?${new URLSearchParams({ code, state }).toString()}`;
  await fetch(back, { redirect: 'manual' });
  github.app.install('acme', ['shop']);
};

beforeAll(async () => {
  github = await LocalGitHub.start();
  const repository = await Repository.ofExample();
  const address = github.add('acme/shop', repository);
  await connect();
  app = new AppUnderTest(
    trellis,
    await trellis.api.createApp({ name: 'shop', repository: address }),
    repository,
  );
  development = app.in('development');
});
afterAll(async () => {
  await github.close();
  await app.repository.remove();
});

/** Waits until GitHub shows a deployment in a state, and gives what it shows. */
const shows = (id: string, state: string) =>
  until(
    () => {
      const shown = github.reports.shown(id);
      return Promise.resolve(shown?.state === state ? shown : undefined);
    },
    { what: `GitHub to show ${id} as ${state}`, instead: () => github.reports.of(id) },
  );

/** Waits until GitHub shows a commit in a state. */
const commitShows = (commit: string, environment: string, state: string) =>
  until(
    () => {
      const shown = github.reports.commit(commit, `trellis/shop/${environment}`);
      return Promise.resolve(shown?.state === state ? shown : undefined);
    },
    { what: `GitHub to show ${commit} as ${state}`, instead: () => github.reports.commitStatuses },
  );

it('a success is shown with its page and the address of the environment', async () => {
  const { id } = await development.run('deploy');
  const shown = await shows(id, 'success');
  expect(shown.environment_url).toBe(`${trellis.host.sitesUrl}/shop/development/`);
  expect(shown.log_url).toBe(`${trellis.host.url}/deployments/${id}`);
  await commitShows(await app.repository.head(), 'development', 'success');
  expect(github.reports.of(id)).toMatchObject([{ environment: 'shop/development', production: false }]);
});

it('a promotion is shown in the environment that it enters', async () => {
  const { id } = await app.in('staging').run('promote');
  expect((await shows(id, 'success')).description).toBe('Promoted from development to staging.');
  await commitShows(await app.repository.head(), 'staging', 'success');
  const { id: last } = await app.in('production').run('promote');
  await shows(last, 'success');
  expect(github.reports.of(last)).toMatchObject([{ environment: 'shop/production', production: true }]);
});

it('a failure is shown with its reason', async () => {
  const broken = await app.repository.release(2, {
    'test/broken.test.mjs': `import test from 'node:test';\ntest('adds up', () => { throw new Error('no'); });\n`,
  });
  const { id, reason } = await development.run('deploy', {}, 'FAILED');
  expect((await shows(id, 'failure')).description).toBe(reason);
  await commitShows(broken, 'development', 'failure');
});

it('a cancel is shown as such, and a rollback as the live one', async () => {
  await app.repository.release(3, { 'test/broken.test.mjs': null });
  const third = await development.run('deploy');
  await shows(third.id, 'success');

  await development.change({ settings: { deployCommand: 'sleep 600' } });
  const { id: cancelled } = await development.start('deploy');
  await trellis.api.waitForDeployment(cancelled, ['RUNNING']);
  await shows(cancelled, 'in_progress');
  await trellis.api.cancel(cancelled);
  await development.ends(cancelled, 'CANCELLED');
  expect((await shows(cancelled, 'error')).description).toMatch(/^\S.*\.$/);

  await development.change({ settings: { deployCommand: 'node deploy.mjs' } });
  const back = await development.run('rollback');
  expect((await shows(back.id, 'success')).description).toBe('Rolled development back to this commit.');
  await shows(third.id, 'inactive');
});
