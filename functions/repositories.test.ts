/** What functions do with real repositories. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AppRecord, DeploymentRecord, EnvironmentRecord } from '../core/records';
import { getAppWithEnvironments } from './adapters/store/apps';
import { useInstallation } from './testing/installation';

const trellis = useInstallation();
const root = mkdtempSync(join(tmpdir(), 'trellis repositories-'));
const repository = join(root, 'my shop');
const empty = join(root, 'empty');

const git = (folder: string, ...args: string[]): string =>
  execFileSync('git', ['-C', folder, '-c', 'user.name=Bob', '-c', 'user.email=bob@example.com', ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();

const commit = (files: Record<string, string>, subject: string): string => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(repository, path)), { recursive: true });
    writeFileSync(join(repository, path), text);
  }
  git(repository, 'add', '.');
  git(repository, 'commit', '-qm', subject);
  return git(repository, 'rev-parse', 'HEAD');
};

let head = '';

beforeAll(() => {
  for (const folder of [repository, empty]) {
    mkdirSync(folder);
    git(folder, 'init', '-q', '-b', 'trunk');
  }
  const scripts = { test: 'node --test', deploy: 'node deploy.js', remove: 'node remove.js' };
  commit({ 'package.json': JSON.stringify({ scripts }), 'package-lock.json': '{}' }, 'Start');
  git(repository, 'branch', 'feature/a');
  head = commit({ 'packages/api/sst.config.ts': 'export default {}' }, 'Add an API');
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

const create = (more: object = {}): Promise<AppRecord> =>
  trellis.call('createApp', { input: { name: 'shop', repository, ...more } });

const environmentNames = (environments: EnvironmentRecord[]) =>
  environments
    .toSorted((a, b) => a.position - b.position)
    .map(({ name, branch, automatic, protected: guarded }) => [name, branch, automatic, guarded]);

describe('a new app', () => {
  test('follows the default branch in development and guards production', async () => {
    const app = await create();
    expect(app).toMatchObject({
      name: 'shop',
      defaultBranch: 'trunk',
      framework: 'COMMAND',
      createdBy: 'ann',
    });
    const { environments } = await getAppWithEnvironments(app.id);
    expect(environmentNames(environments)).toEqual([
      ['development', 'trunk', true, false],
      ['staging', null, false, false],
      ['production', null, false, true],
    ]);
  });

  test('knows what its branch holds, and how often to look at it', async () => {
    const app = await create({ pollSeconds: 30 });
    const { environments } = await getAppWithEnvironments(app.id);
    expect(environments.find(({ name }) => name === 'development')?.pushed).toMatchObject({
      commit: head,
      taken: false,
    });
    expect(app).toMatchObject({ pollSeconds: 30, pollProblem: null });
    const update = (pollSeconds: number) =>
      trellis.call<AppRecord>('updateApp', { input: { id: app.id, pollSeconds } });
    expect((await update(0)).pollSeconds).toBe(0);
    for (const seconds of [-1, 29, 30.5, 86_401])
      await expect(update(seconds)).rejects.toMatchObject({ code: 'input.invalid' });
  });

  test('can be one directory of a repository, with a framework of its own', async () => {
    expect(await create({ directory: 'packages/api/' })).toMatchObject({
      directory: 'packages/api',
      framework: 'SST',
    });
  });

  test('has a name that no other app has, even when both come at the same moment', async () => {
    const both = await Promise.allSettled([create(), create()]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(create()).rejects.toMatchObject({ code: 'app.name_taken' });
  });

  test.each([
    ['a repository that is not there', { repository: '/nowhere/at/all' }, 'repository.unreachable'],
    ['a remote helper', { repository: 'ext::sh -c id' }, 'repository.unsupported'],
    ['an empty repository', { repository: empty }, 'repository.empty'],
    ['a branch that is gone', { defaultBranch: 'gone' }, 'branch.not_found'],
    ['a directory that is not there', { directory: 'packages/web' }, 'repository.no_directory'],
    ['a file as a directory', { directory: 'package.json' }, 'repository.no_directory'],
    ['a name with shell characters', { name: 'shop;id' }, 'input.invalid'],
    ['10,000 characters', { name: 'a'.repeat(10_000) }, 'input.invalid'],
    ['a limit of no time', { settings: { timeoutSeconds: 0 } }, 'input.invalid'],
  ])('%s is refused and leaves the name free', async (_what, more, code) => {
    await expect(create(more)).rejects.toMatchObject({ code });
    expect((await create()).name).toBe('shop');
  });
});

describe('a changed app', () => {
  test('keeps its old name and source when the new one is refused, and gives the old name free when not', async () => {
    const app = await create();
    await create({ name: 'other' });
    const update = (more: object) => trellis.call<AppRecord>('updateApp', { input: { id: app.id, ...more } });
    await expect(update({ name: 'other' })).rejects.toMatchObject({ code: 'app.name_taken' });
    await expect(update({ repository: '/nowhere' })).rejects.toMatchObject({
      code: 'repository.unreachable',
    });
    await expect(update({ defaultBranch: 'gone' })).rejects.toMatchObject({ code: 'branch.not_found' });
    expect(await update({ name: 'store', defaultBranch: 'feature/a' })).toMatchObject({
      name: 'store',
      defaultBranch: 'feature/a',
    });
    expect((await create()).name).toBe('shop');
  });
});

describe('a deployment without a commit', () => {
  test('takes the newest one of the branch that is asked for, or else of the environment', async () => {
    const app = await create();
    const { environments } = await getAppWithEnvironments(app.id);
    const environmentId = environments.find(({ name }) => name === 'development')?.id;
    const deploy = (more: object = {}) =>
      trellis.call<DeploymentRecord>('deploy', { input: { environmentId, ...more } });
    expect(await deploy()).toMatchObject({ commit: { hash: head }, branch: 'trunk' });
    expect(await deploy({ branch: 'feature/a' })).toMatchObject({
      commit: { hash: git(repository, 'rev-parse', 'feature/a') },
    });
    await expect(deploy({ branch: 'gone' })).rejects.toMatchObject({ code: 'branch.not_found' });
  });
});

test('a look into a repository shows the plan of a first deployment and changes nothing', async () => {
  expect(await trellis.call('inspectRepository', { repository })).toMatchObject({
    suggestedName: 'my-shop',
    defaultBranch: 'trunk',
    branches: ['trunk', 'feature/a'],
    commit: { hash: head, subject: 'Add an API', author: 'Bob' },
    framework: 'COMMAND',
    packageManager: 'npm',
    plan: expect.arrayContaining([
      expect.objectContaining({ name: 'DEPLOY', command: expect.stringContaining('deploy') as string }),
    ]) as unknown,
  });
});
