import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLog } from '../log';
import {
  createRepositoryWatcher,
  type PushEvent,
  type RepositoryWatcher,
  type RepositoryWatcherOptions,
} from './index';

let folder: string;
let repository: string;
let pushes: PushEvent[];
let watcher: RepositoryWatcher;

const git = (cwd: string, ...args: string[]): string =>
  execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...args], {
    cwd,
    encoding: 'utf8',
    stdio: 'pipe',
  }).trim();
const commit = (subject: string, cwd = repository): string => {
  appendFileSync(join(cwd, 'file'), `${subject}\n`);
  git(cwd, 'add', '--all');
  git(cwd, 'commit', '--quiet', '--message', subject);
  return git(cwd, 'rev-parse', 'HEAD');
};
const start = (more: Partial<RepositoryWatcherOptions> = {}): void => {
  const onPush = (event: PushEvent): Promise<void> => Promise.resolve(void pushes.push(event));
  watcher = createRepositoryWatcher({
    stateFile: join(folder, 'state', 'heads.json'),
    onPush,
    log: createLog(() => undefined),
    ...more,
  });
};
const watchMain = (): Promise<void> => watcher.setRepositories([{ repository, branches: ['main'] }]);
const waitForPushes = (count: number): Promise<void> =>
  vi.waitFor(() => expect(pushes.length).toBeGreaterThanOrEqual(count), { timeout: 5000, interval: 5 });
const pushed = (): string[] => pushes.map(({ branch, commit: { subject } }) => `${branch}: ${subject}`);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trellis watch '));
  repository = join(folder, 'repository');
  pushes = [];
  git(folder, 'init', '--quiet', '--initial-branch=main', repository);
  commit('first');
});
afterEach(async () => {
  await watcher.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a commit on a watched branch', () => {
  it('is a push that says what was before, what is now, and who wrote it', async () => {
    start();
    await watchMain();
    const before = git(repository, 'rev-parse', 'HEAD');
    const after = commit('feat: “two” — ünïcode');
    await waitForPushes(1);
    expect(pushes).toEqual([
      {
        repository,
        branch: 'main',
        before,
        after,
        commit: { subject: 'feat: “two” — ünïcode', author: 'Ada' },
      },
    ]);
  });

  it('is noticed by the file system, long before the next look at the files', async () => {
    start({ pollMs: 3_600_000 });
    await watchMain();
    for (const subject of ['two', 'three']) {
      commit(subject);
      await waitForPushes(pushes.length + 1);
    }
    expect(pushed()).toEqual(['main: two', 'main: three']);
  });

  it('is a push only once, also when the repository is set again', async () => {
    start();
    await watchMain();
    commit('two');
    await waitForPushes(1);
    await watchMain();
    commit('three');
    await waitForPushes(2);
    expect(pushed()).toEqual(['main: two', 'main: three']);
  });

  it('is no push when it was there before the repository was watched', async () => {
    start();
    await watchMain();
    await watchMain();
    commit('two');
    await waitForPushes(1);
    expect(pushed()).toEqual(['main: two']);
  });

  it('comes again when it was not taken', async () => {
    let refusals = 1;
    const warnings: string[] = [];
    start({
      pollMs: 50,
      log: createLog((line) => warnings.push(line)),
      onPush: (event) =>
        refusals-- > 0 ? Promise.reject(new Error('not now')) : Promise.resolve(void pushes.push(event)),
    });
    await watchMain();
    commit('two');
    await waitForPushes(1);
    expect(pushed()).toEqual(['main: two']);
    expect(warnings).toHaveLength(1);
  });

  it('made while the host was down is a push after its start, the newest only', async () => {
    start();
    await watchMain();
    await watcher.close();
    commit('two');
    commit('three');
    start();
    await watchMain();
    await waitForPushes(1);
    expect(pushed()).toEqual(['main: three']);
  });
});

describe('branches', () => {
  it('with slashes are watched, also when their folder comes and goes', async () => {
    start({ pollMs: 3_600_000 });
    await watcher.setRepositories([{ repository, branches: ['feature/deep/x'] }]);
    git(repository, 'checkout', '--quiet', '-b', 'feature/deep/x');
    await waitForPushes(1);
    git(repository, 'pack-refs', '--all', '--prune');
    commit('two');
    await waitForPushes(2);
    commit('three');
    await waitForPushes(3);
    expect(pushes.map(({ before }) => before === null)).toEqual([true, false, false]);
    expect(pushed().slice(1)).toEqual(['feature/deep/x: two', 'feature/deep/x: three']);
  });

  it('that nobody follows, tags and other refs are no pushes', async () => {
    start();
    await watchMain();
    git(repository, 'checkout', '--quiet', '-b', 'other');
    commit('on other');
    git(repository, 'tag', 'main');
    git(repository, 'update-ref', 'refs/remotes/origin/main', 'HEAD');
    git(repository, 'tag', '--delete', 'main');
    git(repository, 'checkout', '--quiet', 'main');
    commit('on main');
    await waitForPushes(1);
    expect(pushed()).toEqual(['main: on main']);
  });

  it('that are packed are no pushes', async () => {
    start();
    await watchMain();
    git(repository, 'pack-refs', '--all', '--prune');
    git(repository, 'gc', '--quiet');
    commit('two');
    await waitForPushes(1);
    expect(pushed()).toEqual(['main: two']);
  });

  it('that are deleted are no pushes', async () => {
    git(repository, 'checkout', '--quiet', '-b', 'next');
    start();
    await watcher.setRepositories([{ repository, branches: ['main', 'next'] }]);
    git(repository, 'checkout', '--quiet', 'main');
    git(repository, 'branch', '--delete', '--force', 'next');
    commit('two');
    await waitForPushes(1);
    expect(pushed()).toEqual(['main: two']);
  });

  it('that are rewritten are a push of what is there now', async () => {
    const first = git(repository, 'rev-parse', 'HEAD');
    commit('wrong');
    start();
    await watchMain();
    git(repository, 'reset', '--quiet', '--hard', first);
    await waitForPushes(1);
    expect(pushes[0]?.after).toBe(first);
  });

  it('with names that would leave the repository are passed over', async () => {
    start();
    await watcher.setRepositories([
      { repository, branches: ['../../HEAD', '/etc/passwd', 'a..b', 'a\nb', 'main'] },
    ]);
    commit('two');
    await waitForPushes(1);
    expect(pushed()).toEqual(['main: two']);
  });
});

describe('repositories', () => {
  it('may be bare, and get their commits by a push', async () => {
    const bare = join(folder, 'bare.git');
    git(folder, 'clone', '--quiet', '--bare', repository, bare);
    start({ pollMs: 3_600_000 });
    await watcher.setRepositories([{ repository: bare, branches: ['main'] }]);
    commit('two');
    git(repository, 'push', '--quiet', bare, 'main');
    await waitForPushes(1);
    expect(pushed()).toEqual(['main: two']);
  });

  it('may be worktrees of another one', async () => {
    const tree = join(folder, 'tree');
    git(repository, 'worktree', 'add', '--quiet', '-b', 'next', tree);
    start({ pollMs: 3_600_000 });
    await watcher.setRepositories([{ repository: tree, branches: ['next'] }]);
    commit('two', tree);
    await waitForPushes(1);
    expect(pushed()).toEqual(['next: two']);
  });

  it('may be named by a file URL, and are reported under the name they were given', async () => {
    start();
    const url = pathToFileURL(repository).href;
    await watcher.setRepositories([
      { repository: url, branches: ['main'] },
      { repository: 'https://example.org/a.git', branches: ['main'] },
    ]);
    commit('two');
    await waitForPushes(1);
    expect(pushes[0]?.repository).toBe(url);
  });

  it('may vanish and return, with commits in between', async () => {
    start({ pollMs: 20 });
    await watchMain();
    const away = join(folder, 'away');
    renameSync(repository, away);
    commit('two', away);
    renameSync(away, repository);
    await waitForPushes(1);
    commit('three');
    await waitForPushes(2);
    expect(pushed()).toEqual(['main: two', 'main: three']);
  });

  it('that are no longer set are not watched, and start afresh when they return', async () => {
    start({ pollMs: 20 });
    await watchMain();
    await watcher.setRepositories([]);
    commit('unseen');
    await watchMain();
    commit('seen');
    await waitForPushes(1);
    expect(pushed()).toEqual(['main: seen']);
  });

  it('that do not exist harm no other', async () => {
    start();
    await watcher.setRepositories([
      { repository: join(folder, 'nowhere'), branches: ['main'] },
      { repository, branches: ['main'] },
    ]);
    commit('two');
    await waitForPushes(1);
    expect(pushed()).toEqual(['main: two']);
  });
});
