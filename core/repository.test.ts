import { describe, expect, test } from 'vitest';
import {
  commitUrl,
  githubRepository,
  parseRepository,
  repositoryKey,
  suggestName,
  sameHost,
  tokenSetting,
} from './repository';

describe('one repository has one key, however it is written', () => {
  test.each([
    'https://github.com/acme/shop',
    'https://github.com/acme/shop.git',
    'https://github.com/Acme/Shop/',
    'https://GitHub.com/acme/shop.git',
    'https://www.github.com/acme/shop',
    'git@github.com:acme/shop.git',
    'git@github.com:Acme/shop',
    'ssh://git@github.com/acme/shop.git',
    'ssh://git@github.com:22/acme/shop',
  ])('%s', (address) => {
    expect(repositoryKey(address)).toBe('github.com/acme/shop');
  });

  test.each([
    '/srv/git/shop',
    '/srv/git/shop/',
    '/srv//git/shop',
    'file:///srv/git/shop',
    '/srv/git/shop/.git',
  ])('%s', (address) => {
    expect(repositoryKey(address)).toBe('file:/srv/git/shop');
  });

  test('other hosts tell upper from lower case', () => {
    expect(repositoryKey('https://git.example.com/Acme/shop')).not.toBe(
      repositoryKey('https://git.example.com/acme/shop'),
    );
    expect(repositoryKey('/srv/Shop')).not.toBe(repositoryKey('/srv/shop'));
  });
});

test('a path with spaces and its address are the same', () => {
  expect(parseRepository('file:///srv/my%20shop')).toMatchObject({ url: '/srv/my shop', name: 'my shop' });
});

describe('addresses that are refused', () => {
  test.each([
    ['nothing', ''],
    ['a remote helper', 'ext::sh -c id'],
    ['a remote helper in disguise', 'file::/x'],
    ['an option', '--upload-pack=id'],
    ['an option as a host', 'ssh://-oProxyCommand=id/x'],
    ['an option as a host, short form', '-oProxyCommand=id:x'],
    ['an option as a path', 'git@github.com:-x'],
    ['a relative path', 'shop'],
    ['a path upwards', '/srv/../etc'],
    ['a newline', 'https://github.com/a/b\nc'],
    ['a NUL', '/srv/\u0000'],
    ['git without encryption', 'git://github.com/a/b'],
    ['http over the network', 'http://github.com/a/b'],
    ['a fragment', 'https://github.com/a/b#x'],
    ['a host only', 'https://github.com/'],
    ['javascript', 'javascript:alert(1)'],
    ['a file of another host', 'file://host/x'],
    ['10,000 characters', `/${'a'.repeat(10_000)}`],
  ])('%s', (_what, address) => {
    expect(() => parseRepository(address)).toThrow(/cannot be used/);
  });

  test('a password, which is not repeated', () => {
    expect(() => parseRepository('https://ann:hunter2@github.com/a/b')).toThrow(/password/);
    expect(() => parseRepository('https://ann:hunter2@github.com/a/b')).not.toThrow(/hunter2/);
  });
});

test('http is for this machine only', () => {
  expect(parseRepository('http://127.0.0.1:8080/a/b').key).toBe('127.0.0.1:8080/a/b');
});

test('commits have pages where the host has', () => {
  expect(commitUrl('git@github.com:Acme/shop.git', 'abc')).toBe('https://github.com/acme/shop/commit/abc');
  expect(commitUrl('/srv/shop', 'abc')).toBeNull();
});

test.each([
  ['Shop API', 'shop-api'],
  ['2-shop.js', 'shop-js'],
  ['🚀', 'app'],
  ['a'.repeat(60), 'a'.repeat(40)],
])('%s suggests the name %s', (name, suggested) => {
  expect(suggestName(name)).toBe(suggested);
});

test('an access token goes to the host of its https repository, and to no other kind of address', () => {
  const setting = tokenSetting(parseRepository('https://github.com/acme/shop.git'), 'abc');
  expect(setting).toEqual([
    'http.https://github.com/.extraHeader',
    `Authorization: Basic ${Buffer.from('x-access-token:abc').toString('base64')}`,
  ]);
  for (const address of ['/srv/shop', 'git@github.com:acme/shop.git', 'file:///srv/shop'])
    expect(tokenSetting(parseRepository(address), 'abc')).toBeUndefined();
  expect(tokenSetting(parseRepository('https://github.com/acme/shop.git'), null)).toBeUndefined();
});

test.each([
  ['https://github.com/acme/shop.git', 'https://github.com/acme/cart', true],
  ['https://github.com/acme/shop.git', 'https://gitlab.com/acme/shop', false],
  ['https://github.com/acme/shop.git', 'git@github.com:acme/shop.git', false],
  ['/srv/shop', '/srv/shop', false],
])('a token for %s may be shown to %s: %s', (one, other, expected) => {
  expect(sameHost(parseRepository(one), parseRepository(other))).toBe(expected);
});

test.each([
  ['https://github.com/acme/shop.git', { host: 'github.com', owner: 'acme', name: 'shop' }],
  ['https://www.github.com/Acme/Shop/', { host: 'github.com', owner: 'Acme', name: 'Shop' }],
  ['https://github.acme.com:8443/team/shop', { host: 'github.acme.com:8443', owner: 'team', name: 'shop' }],
  ['https://acme.ghe.com/team/shop', { host: 'acme.ghe.com', owner: 'team', name: 'shop' }],
  ['https://gitlab.com/acme/shop', undefined],
  ['https://notgithub.com/acme/shop', undefined],
  ['https://github.com/acme', undefined],
  ['git@github.com:acme/shop.git', undefined],
  ['/srv/github/shop', undefined],
])('%s is asked by GitHub’s API or not', (address, expected) => {
  expect(githubRepository(parseRepository(address))).toEqual(expected);
});
