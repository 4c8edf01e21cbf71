import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CloneContext } from './clone';
import { cloneCommit, describeCommit, initArguments } from './clone';
import { gitEnvironment } from './git-environment';
import { createStop } from './stop';
import { defaultGrace } from './stop-processes';
import { commitFiles, git, makeRepository, temporaryFolder } from './testing/repository';

vi.setConfig({ testTimeout: 30_000 });

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => (folder = temporaryFolder()));
afterEach(() => folder.remove());

const at = (...parts: string[]): string => join(folder.path, ...parts);
const base = { PATH: process.env.PATH ?? '', HOME: '/nonexistent' };

const contextFor = (repository: string, token: string | null = null) => {
  const said: string[] = [];
  const directory = at(`target ${Math.random().toString(36).slice(2)}`);
  mkdirSync(directory);
  execFileSync('git', initArguments(directory));
  const context: CloneContext = {
    directory,
    env: gitEnvironment(base, repository, token),
    runner: {
      signal: createStop().signal,
      grace: defaultGrace,
      mark: { name: 'TRELLIS_COMMAND_MARK', value: directory },
      outputDirectory: directory,
    },
    log: {
      say: (text) => said.push(text),
      sink: () => ({ write: (bytes) => void said.push(Buffer.from(bytes).toString()), end: () => undefined }),
    },
    mask: (text) => text.replaceAll('clone-token', '***'),
  };
  return { context, said };
};

const clone = async (repository: string, commit: string, branch: string | null = 'main') => {
  const { context, said } = contextFor(repository);
  await cloneCommit(context, { repository, branch, commit });
  return { directory: context.directory, context, said };
};

describe('a clone', () => {
  it.each([
    ['a path with spaces', (path: string) => path],
    ['a file address', (path: string) => `file://${path.replaceAll(' ', '%20')}`],
  ])('of %s holds exactly the commit', async (_, address) => {
    const { path, commit } = makeRepository(at('a repository'), { file: 'one' });
    commitFiles(path, { file: 'two' });
    const { directory, context } = await clone(address(path), commit);
    expect(readFileSync(join(directory, 'file'), 'utf8')).toBe('one');
    expect(git(directory, 'rev-parse', 'HEAD')).toBe(commit);
    expect(git(directory, 'rev-list', '--count', 'HEAD')).toBe('1');
    expect(await describeCommit(context)).toEqual({ subject: 'First commit', author: 'Ada' });
  });

  it('finds a commit in the middle of a branch when the server gives none by its hash', async () => {
    const { path, commit } = makeRepository(at('old'), { file: 'one' }, 'feature/slash');
    commitFiles(path, { file: 'two' });
    const { context, said } = contextFor(path);
    // Version 0 of the protocol gives only what is advertised, as old servers do.
    const env = {
      ...context.env,
      GIT_CONFIG_COUNT: '9',
      GIT_CONFIG_KEY_8: 'protocol.version',
      GIT_CONFIG_VALUE_8: '0',
    };
    await cloneCommit({ ...context, env }, { repository: path, branch: 'feature/slash', commit });
    expect(said.join()).toContain('refs/heads/feature/slash');
    expect(readFileSync(join(context.directory, 'file'), 'utf8')).toBe('one');
  });

  it('works when the branch is gone but the commit is not', async () => {
    const { path, commit } = makeRepository(at('r'), { file: 'one' });
    expect(existsSync(join((await clone(path, commit, 'deleted')).directory, 'file'))).toBe(true);
  });

  it('says that the branch is gone', async () => {
    const { path } = makeRepository(at('r'), { file: 'one' });
    await expect(clone(path, 'a'.repeat(40), 'deleted')).rejects.toMatchObject({ code: 'branch.not_found' });
  });

  it('says that the commit is gone', async () => {
    const { path } = makeRepository(at('r'), { file: 'one' });
    await expect(clone(path, 'a'.repeat(40))).rejects.toMatchObject({ code: 'commit.not_found' });
  });

  it('says that there is no repository', async () => {
    mkdirSync(at('empty'));
    await expect(clone(at('none'), 'a'.repeat(40))).rejects.toMatchObject({
      code: 'repository.unreachable',
      message: expect.stringContaining('it is no git repository') as string,
    });
    await expect(clone(at('empty'), 'a'.repeat(40))).rejects.toMatchObject({
      code: 'repository.unreachable',
    });
  });

  it.each(['main', 'HEAD', '--upload-pack=touch x', 'A'.repeat(40), ''])(
    'takes %j for no commit',
    async (commit) => {
      const { path } = makeRepository(at('r'), { file: 'one' });
      await expect(clone(path, commit)).rejects.toMatchObject({ code: 'commit.invalid' });
    },
  );

  it.each([
    'ext::sh -c "touch canary"',
    '--upload-pack=touch canary',
    'ftp://host/x',
    'http://example.com/x',
  ])('never gives git the address %j', (repository) => {
    expect(() => gitEnvironment(base, repository, null)).toThrow(
      expect.objectContaining({ code: 'repository.unsupported' }) as Error,
    );
  });

  it('takes a branch name for a name only', async () => {
    const { path, commit } = makeRepository(at('r'), { file: 'one' });
    const branch = '$(touch${IFS}canary)';
    const { context } = contextFor(path);
    const env = {
      ...context.env,
      GIT_CONFIG_COUNT: '9',
      GIT_CONFIG_KEY_8: 'protocol.version',
      GIT_CONFIG_VALUE_8: '0',
    };
    commitFiles(path, { file: 'two' });
    await cloneCommit({ ...context, env }, { repository: path, branch, commit });
    expect(existsSync(join(context.directory, 'canary'))).toBe(false);
  });

  it('runs no hook, of the machine or of the repository', async () => {
    const { path, commit } = makeRepository(at('r'), {
      file: 'one',
      'hooks/post-checkout': '#!/bin/sh\ntouch canary\n',
    });
    mkdirSync(at('home/template/hooks'), { recursive: true });
    writeFileSync(
      at('home/.gitconfig'),
      `[init]\n\ttemplateDir = ${at('home/template')}\n[core]\n\thooksPath = hooks\n`,
    );
    writeFileSync(at('home/template/hooks/post-checkout'), `#!/bin/sh\ntouch '${at('canary')}'\n`);
    chmodSync(at('home/template/hooks/post-checkout'), 0o755);
    const { context } = contextFor(path);
    await cloneCommit(
      { ...context, env: { ...context.env, HOME: at('home') } },
      { repository: path, branch: 'main', commit },
    );
    expect(existsSync(at('canary'))).toBe(false);
    expect(existsSync(join(context.directory, 'canary'))).toBe(false);
  });

  it('sends the token to the host of the repository, and shows and keeps it nowhere', async () => {
    const token = 'clone-token';
    const env = gitEnvironment(base, 'https://git.example.com/team/shop.git', token);
    const pairs = Object.keys(env).flatMap((name) =>
      name.startsWith('GIT_CONFIG_KEY_') ? [env[name] ?? ''] : [],
    );
    expect(pairs).toContain('http.https://git.example.com/.extraHeader');
    expect(gitEnvironment(base, at('r'), token)).not.toMatchObject({ GIT_CONFIG_COUNT: '9' });
    const { context, said } = contextFor('https://127.0.0.1:1/team/shop.git', token);
    await expect(
      cloneCommit(context, {
        repository: 'https://127.0.0.1:1/team/shop.git',
        branch: 'main',
        commit: 'a'.repeat(40),
      }),
    ).rejects.toMatchObject({ message: expect.stringContaining('does not answer') as string });
    const encoded = Buffer.from(`x-access-token:${token}`).toString('base64');
    for (const text of [said.join(), readFileSync(join(context.directory, '.git/config'), 'utf8')]) {
      expect(text).not.toContain(token);
      expect(text).not.toContain(encoded);
    }
  });

  it('says that the repository refuses us, without asking for a password', async () => {
    const server = createServer((_request, response) => {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' });
      response.end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    try {
      await expect(clone(`http://127.0.0.1:${port}/shop.git`, 'a'.repeat(40))).rejects.toMatchObject({
        code: 'repository.unreachable',
        message: expect.stringContaining('it refuses the credentials') as string,
      });
    } finally {
      server.close();
    }
  });
});
