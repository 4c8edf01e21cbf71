/** Reading repositories over HTTP: from git's own server, and from hosts that misbehave. */
import { symlinkSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { parseRepository } from '../../../core/repository';
import { useGitHost } from '../../testing/git-host';
import { branchHead, branchHeads, listHeads, withCheckout } from '.';

const host = useGitHost();
const other = useGitHost();
const hashes: Record<string, string> = {};

// Directories that differ in one name each, so that git sends differences of them.
const packages = Object.fromEntries(
  Array.from({ length: 40 }, (_, index) => [`packages/p${index}/file`, `${index}`]),
);
const files = {
  'package.json': '{"name":"shop"}',
  'ünï/côde.txt': 'ü',
  big: 'x'.repeat(1_000_001),
  ...packages,
};

beforeAll(() => {
  for (const [name, settings] of [
    ['filtering', { 'uploadpack.allowFilter': 'true' }],
    ['plain', {}],
  ] as const) {
    host.create(name, files, settings);
    symlinkSync('package.json', join(host.root, name, 'link'));
    host.git(name, 'add', '.');
    host.git(name, 'commit', '-qm', 'Link');
    host.git(name, 'rm', '-rq', 'packages/p7');
    host.git(name, 'commit', '-qm', 'Remove one');
    host.git(name, 'branch', 'trunk-2', 'HEAD~1');
    host.git(name, 'repack', '-adfq', '--depth=50', '--window=50');
    hashes[name] = host.git(name, 'rev-parse', 'HEAD');
  }
  host.create('detached', { a: 'a' });
  host.git('detached', 'checkout', '-q', '--detach');
  other.create('shop', { 'package.json': '{"name":"moved"}' });
});

beforeEach(() => vi.stubEnv('TRELLIS_REPOSITORY_ACCESS', 'any'));
afterEach(() => vi.unstubAllEnvs());

const at = (name: string, token?: string) => ({ ...parseRepository(`${host.origin}/${name}`), token });
const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'nothing failed',
    (error: unknown) => error,
  );
const reads = async (name: string, ...paths: string[]) =>
  withCheckout(at(name), 'trunk', (checkout) =>
    Promise.all(paths.map((path) => checkout.files('.').read(path))),
  );

describe.each(['filtering', 'plain'])('a %s host', (name) => {
  test('tells its branches and which one is the default', async () => {
    const { defaultBranch, branches } = await listHeads(at(name));
    expect(defaultBranch).toBe('trunk');
    expect([...branches.keys()].sort()).toEqual(['trunk', 'trunk-2']);
    expect(await branchHead(at(name), 'trunk')).toBe(hashes[name]);
    expect([...(await branchHeads(at(name), ['trunk', 'gone'])).keys()]).toEqual(['trunk']);
  });

  test('shows the newest commit of a branch, and its files', async () => {
    const seen = await withCheckout(at(name), 'trunk', async (checkout) => ({
      commit: checkout.commit,
      root: await checkout.files('.').read('package.json'),
      below: await checkout.files('packages/p9').read('file'),
      last: await checkout.files('packages').read('p39/file'),
      unicode: await checkout.files('ünï').read('côde.txt'),
      gone: await checkout.files('packages').read('p7/file'),
      directories: await Promise.all(
        ['.', 'packages/p9', 'packages/p7', 'package.json', 'a/b'].map((path) => checkout.hasDirectory(path)),
      ),
    }));
    expect(seen).toEqual({
      commit: { hash: hashes[name], author: 'Bob', subject: 'Remove one' },
      root: '{"name":"shop"}',
      below: '9',
      last: '39',
      unicode: 'ü',
      gone: undefined,
      directories: [true, true, false, false, false],
    });
  });

  test('has no file where a link, a directory, or more than 1 MB is', async () => {
    expect(await reads(name, 'link', 'packages', 'big', 'none')).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('says so when a branch is gone', async () => {
    await expect(branchHead(at(name), 'gone')).rejects.toMatchObject({ code: 'branch.not_found' });
    await expect(withCheckout(at(name), 'gone', () => Promise.resolve())).rejects.toMatchObject({
      code: 'branch.not_found',
    });
  });
});

test('a repository whose HEAD is a commit has the branch of that commit as its default', async () => {
  expect((await listHeads(at('detached'))).defaultBranch).toBe('trunk');
});

test('a host that speaks an old protocol only is read by the git program', async () => {
  host.instead = (req, res) => {
    delete req.headers['git-protocol'];
    host.instead = undefined;
    res.writeHead(200, { 'content-type': 'application/x-git-upload-pack-advertisement' });
    res.end('001e# service=git-upload-pack\n00000032' + `${'a'.repeat(40)} HEAD\n` + '0000');
  };
  expect(await branchHead(at('plain'), 'trunk')).toBe(hashes.plain);
});

describe('an access token', () => {
  test('goes with every request to the repository’s own host', async () => {
    await branchHead(at('plain', 'ghp_secret'), 'trunk');
    expect(host.requests.map(({ token }) => token)).toEqual(['ghp_secret', 'ghp_secret']);
  });

  test('does not go to where that host sends on to, which is read without it', async () => {
    host.instead = (req, res) => {
      res.writeHead(301, { location: `${other.origin}/shop${(req.url ?? '').replace('/plain', '')}` }).end();
    };
    const { branches } = await listHeads(at('plain', 'ghp_secret'));
    expect([...branches.keys()]).toEqual(['trunk']);
    expect(host.requests).toHaveLength(1);
    expect(other.requests.map(({ token }) => token)).toEqual([undefined, undefined]);
  });

  test('stands in no error', async () => {
    host.instead = (req, res) => void res.writeHead(401).end(req.headers.authorization);
    const error = await failure(listHeads(at('plain', 'ghp_secret')));
    expect(error).toMatchObject({
      message: expect.stringContaining('does not accept the access token') as string,
    });
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('ghp_secret');
  });
});

describe('what goes wrong is said in words', () => {
  const version2 = '000eversion 2\n0000';
  const part = Buffer.from(`fff0${'x'.repeat(0xfff0 - 4)}`);
  const writeOn = (res: ServerResponse): void => {
    while (!res.destroyed && res.write(part));
    if (!res.destroyed) res.once('drain', () => writeOn(res));
  };
  const endless: NonNullable<typeof host.instead> = ({ method }, res) =>
    method === 'GET' ? void res.end(version2) : writeOn(res);
  test.each<[string, NonNullable<typeof host.instead>, string]>([
    ['no token', (_, res) => void res.writeHead(401).end(), 'it wants an access token'],
    ['no repository', (_, res) => void res.writeHead(404).end(), 'its host shows no such repository'],
    ['a host that is down', (_, res) => void res.writeHead(502).end(), 'its host answered 502'],
    ['a limit', (_, res) => void res.writeHead(429).end(), 'its host wants to be left alone for a while'],
    ['a page', (_, res) => void res.end('<html>Sign in</html>'), 'what answers there is no git repository'],
    ['nothing', (_, res) => void res.end(), 'what answers there is no git repository'],
    ['a broken answer', (_, res) => void res.end('00ffversion 2'), 'its host’s answer broke off'],
    ['a hang-up', (req) => void req.socket.destroy(), 'its host ended the connection'],
    ['an error of git', (_, res) => void res.end('0010ERR not here'), 'not here'],
    ['an endless list', endless, 'it is too big to look into'],
    ['an endless greeting', (_, res) => writeOn(res), 'what answers there is no git repository'],
    [
      'another protocol',
      (_, res) => void res.writeHead(302, { location: 'file:///etc/passwd' }).end(),
      'its host sends on to where Trellis does not follow',
    ],
    [
      'another question',
      (_, res) => void res.writeHead(302, { location: '/latest/meta-data' }).end(),
      'its host sends on to where Trellis does not follow',
    ],
    [
      'a circle',
      (req, res) => void res.writeHead(302, { location: req.url }).end(),
      'its host sends on from address to address',
    ],
  ])('%s', async (_what, instead, reason) => {
    host.instead = instead;
    await expect(listHeads(at('plain'))).rejects.toMatchObject({
      code: 'repository.unreachable',
      message: `The repository ${host.origin}/plain could not be read: ${reason}.`,
    });
  });

  test('silence ends when its time is over', async () => {
    host.instead = () => undefined;
    await expect(branchHead(at('plain'), 'trunk', 50)).rejects.toMatchObject({
      message: expect.stringContaining('did not answer in time') as string,
    });
  });

  test('an object that is not the one that was asked for is not taken', async () => {
    const asked = host.git('plain', 'rev-parse', 'trunk-2');
    const body = await branchHead(at('plain'), 'trunk');
    host.instead = (req, res) => {
      if (req.method === 'GET') return void res.end(`000eversion 2\n0000`);
      host.instead = (_req, second) => second.end(`000dpackfile\n0015\x01PACKnonsense!!!0000`);
      res.end(
        `003f${asked} refs/heads/trunk\n0000`.replace('003f', (4 + 40 + 18).toString(16).padStart(4, '0')),
      );
    };
    expect(body).toBe(hashes.plain);
    await expect(withCheckout(at('plain'), 'trunk', () => Promise.resolve())).rejects.toMatchObject({
      message: expect.stringContaining('answer could not be read') as string,
    });
  });
});

describe('where only public addresses may be reached', () => {
  beforeEach(() => vi.stubEnv('TRELLIS_REPOSITORY_ACCESS', 'public'));

  test.each([
    '/srv/shop',
    'file:///srv/shop',
    'git@github.com:acme/shop.git',
    'ssh://git@github.com/acme/shop',
    'http://localhost/shop',
  ])('%s is refused before anything is asked', async (address) => {
    await expect(listHeads(parseRepository(address))).rejects.toMatchObject({
      code: 'repository.https_only',
    });
  });

  test.each([
    'https://localhost/a',
    'https://127.0.0.1/a',
    'https://169.254.169.254/a',
    'https://0x7f.1/a',
    'https://10.1.2.3:8443/a',
  ])('%s is refused before it is connected to', async (address) => {
    await expect(listHeads(parseRepository(address))).rejects.toMatchObject({
      code: 'repository.unreachable',
      message: expect.stringContaining('not on the public internet') as string,
    });
  });
});
