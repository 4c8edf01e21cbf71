import { beforeEach, describe, expect, test } from 'vitest';
import type { EnvironmentRecord, GitHubRecord } from '../core/records';
import { removeGitHub } from './adapters/store/github';
import { invokeFunction } from './testing/api';
import { hash, makeApp } from './testing/apps';
import { useInstallation } from './testing/installation';
import { deliverAll, givenConnected } from './testing/reports';

const trellis = useInstallation();
let development: EnvironmentRecord;
let staging: EnvironmentRecord;
let production: EnvironmentRecord;
let github: GitHubRecord;

beforeEach(async () => {
  ({ development, staging, production, github } = await givenConnected(trellis));
});

const deploy = ({ id }: EnvironmentRecord, commit = 'a', more: object = {}) =>
  trellis.call('deploy', { input: { environmentId: id, commit: hash(commit), ...more } });
const to = (verb: 'promote' | 'rollback' | 'teardown', { id, name }: EnvironmentRecord) =>
  trellis.call(verb, { input: { environmentId: id, ...(verb === 'teardown' ? { confirmName: name } : {}) } });

const outputs = [
  { name: 'Table', value: 'shop-dev' },
  { name: 'Url', value: 'https://dev.shop.example.org/?key=secret' },
];

const states = (id: string): string[] =>
  trellis.github.reports.of(id).flatMap(({ statuses }) => statuses.map(({ state }) => state));
const statusOf = (commit: string, environment = 'development') =>
  trellis.github.reports.commit(hash(commit), `trellis/shop/${environment}`);
const page = (id: string): string => `https://trellis.example.org/deployments/${id}`;

describe('GitHub is shown', { timeout: 20_000 }, () => {
  test('a deployment from its beginning to its end, with its page and the address of its environment', async () => {
    const { id } = await deploy(development);
    await deliverAll(trellis);
    const { lease } = await trellis.claim(id);
    await deliverAll(trellis);
    await trellis.finish(id, lease, 'SUCCEEDED', { outputs });
    await deliverAll(trellis);

    expect(trellis.github.reports.of(id)).toMatchObject([
      {
        repository: 'acme/shop',
        sha: hash('a'),
        task: 'deploy',
        environment: 'shop/development',
        production: false,
        statuses: [
          { state: 'queued', description: 'Its builder is starting.', log_url: page(id) },
          { state: 'in_progress', description: 'Deploying to development.', log_url: page(id) },
          {
            state: 'success',
            description: 'Deployed to development.',
            log_url: page(id),
            environment_url: 'https://dev.shop.example.org/',
          },
        ],
      },
    ]);
    expect(trellis.github.reports.commitStatuses.map(({ state }) => state)).toEqual([
      'pending',
      'pending',
      'success',
    ]);
    expect(statusOf('a')).toMatchObject({ description: 'Deployed to development.', target_url: page(id) });
  });

  test('failure and reason, cancel, time-out and a newer deployment, each in its own words', async () => {
    const failed = await deploy(development, 'a');
    const superseded = await deploy(development, 'b');
    const cancelled = await deploy(development, 'c');
    await trellis.run(failed.id, 'FAILED', {
      reason: 'The tests failed: `npm test` ended with exit code 1.',
    });
    await trellis.call('cancelDeployment', { id: cancelled.id });
    const late = await deploy(development, 'd');
    await trellis.run(late.id, 'TIMED_OUT', { reason: 'The deployment ran longer than 60 s.' });
    await deliverAll(trellis);

    const seen = [failed, superseded, cancelled, late].map(({ id, commit }) => [
      trellis.github.reports.shown(id)?.state,
      trellis.github.reports.commit(commit?.hash ?? '', 'trellis/shop/development')?.state,
      trellis.github.reports.shown(id)?.description,
    ]);
    expect(seen).toEqual([
      ['failure', 'failure', 'The tests failed: `npm test` ended with exit code 1.'],
      ['inactive', 'error', 'A newer deployment took its place.'],
      ['error', 'error', 'ann cancelled it.'],
      ['error', 'error', 'The deployment ran longer than 60 s.'],
    ]);
  });

  test('one that is live, and those before it as inactive; a teardown leaves none', async () => {
    const first = await trellis.run((await deploy(development, 'a')).id);
    const second = await trellis.run((await deploy(development, 'b')).id);
    await deliverAll(trellis);
    expect([first, second].map(({ id }) => states(id).at(-1))).toEqual(['inactive', 'success']);

    const back = await trellis.run((await to('rollback', development)).id);
    await deliverAll(trellis);
    expect([second, back].map(({ id }) => states(id).at(-1))).toEqual(['inactive', 'success']);
    expect(trellis.github.reports.of(back.id)).toMatchObject([{ sha: hash('a'), task: 'deploy:rollback' }]);

    const down = await trellis.run((await to('teardown', development)).id);
    await deliverAll(trellis);
    expect([back, down].map(({ id }) => states(id).at(-1))).toEqual(['inactive', 'inactive']);
    expect(trellis.github.reports.shown(down.id)?.description).toBe('Tore down development.');
    // What a commit was found to be stays true when it is taken down.
    expect(statusOf('a')).toMatchObject({ state: 'success', target_url: page(back.id) });
  });

  test('a promotion in the environment that it enters, production as such', async () => {
    await trellis.run((await deploy(development)).id);
    await trellis.run((await to('promote', staging)).id);
    const { id } = await trellis.run((await to('promote', production)).id);
    await deliverAll(trellis);
    expect(trellis.github.reports.of(id)).toMatchObject([
      { environment: 'shop/production', production: true, task: 'deploy:promotion', sha: hash('a') },
    ]);
    expect(statusOf('a', 'production')).toMatchObject({
      state: 'success',
      description: 'Promoted from staging to production.',
    });
    expect(statusOf('a', 'staging')).toMatchObject({ state: 'success' });
  });

  test('what ran, where a later run of the same commit never began', async () => {
    const { id } = await trellis.run((await deploy(development, 'a')).id);
    const skipped = await deploy(development, 'a');
    const running = await deploy(development, 'b');
    const waiting = await deploy(development, 'a');
    await deliverAll(trellis);
    expect(statusOf('a')).toMatchObject({ state: 'pending', target_url: page(waiting.id) });
    await trellis.call('cancelDeployment', { id: waiting.id });
    await trellis.run(running.id, 'FAILED');
    await deliverAll(trellis);
    expect(statusOf('a')).toMatchObject({ state: 'success', target_url: page(id) });
    expect(trellis.github.reports.shown(skipped.id)).toMatchObject({ state: 'inactive' });
  });

  test('nothing for an app elsewhere, and nothing while no App is connected', async () => {
    const other = await makeApp('blog', 'https://gitlab.com/acme/blog');
    await trellis.run((await deploy(other.development)).id);
    await deliverAll(trellis);
    await removeGitHub(github);
    await trellis.run((await deploy(development)).id);
    await deliverAll(trellis);
    expect(trellis.github.reports.deployments).toEqual([]);
    expect(trellis.github.reports.commitStatuses).toEqual([]);
  });
});

describe('an event', { timeout: 20_000 }, () => {
  test('that comes twice, or long after the end, changes nothing', async () => {
    const { id } = await trellis.run((await deploy(development)).id);
    const events = [...trellis.aws.events];
    await deliverAll(trellis);
    const requests = trellis.github.requests.length;
    trellis.aws.events.push(...events, ...events);
    await deliverAll(trellis);
    expect(trellis.github.requests).toHaveLength(requests);
    expect(trellis.github.reports.of(id)).toHaveLength(1);
  });

  test('that is delivered many times at once makes one GitHub Deployment and one status of each kind', async () => {
    const { id } = await trellis.run((await deploy(development)).id);
    const [event] = trellis.aws.events;
    await Promise.all(Array.from({ length: 8 }, () => invokeFunction('notifyGithub', event)));
    expect(trellis.github.reports.of(id)).toHaveLength(1);
    expect(states(id)).toEqual(['success']);
    expect(trellis.github.reports.commitStatuses).toHaveLength(1);
  });

  test('of a deployment that nobody knows is no error, and one that is no event is', async () => {
    await invokeFunction('notifyGithub', { detail: { deploymentId: 'dep_unknown' } });
    await expect(invokeFunction('notifyGithub', { detail: {} })).rejects.toThrow('deploymentId');
    expect(trellis.github.requests).toEqual([]);
  });
});
