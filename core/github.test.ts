import { describe, expect, test } from 'vitest';
import { githubApi, githubPages, parseGitHubHost, repositoryAt } from './github';
import { parseRepository } from './repository';

describe('the host of a GitHub', () => {
  test.each([
    [null, 'github.com'],
    ['', 'github.com'],
    [' https://www.GitHub.com/ ', 'github.com'],
    ['GitHub.example.com', 'github.example.com'],
    ['https://github.example.com:8443/', 'github.example.com:8443'],
    ['acme.ghe.com', 'acme.ghe.com'],
  ])('%s is %s', (text, host) => {
    expect(parseGitHubHost(text)).toBe(host);
  });

  test.each([
    'a b',
    'github.com/acme',
    'me@github.com',
    'github.com?x',
    '-x',
    'x:y',
    'x:999999',
    'a'.repeat(300),
  ])('%s is refused', (text) => {
    expect(() => parseGitHubHost(text)).toThrow(
      expect.objectContaining({ code: 'github.bad_host' }) as Error,
    );
  });
});

test.each([
  ['github.com', 'https://github.com', 'https://api.github.com'],
  ['acme.ghe.com', 'https://acme.ghe.com', 'https://api.acme.ghe.com'],
  ['github.example.com', 'https://github.example.com', 'https://github.example.com/api/v3'],
  ['127.0.0.1:3000', 'http://127.0.0.1:3000', 'http://127.0.0.1:3000/api/v3'],
])('pages and API of %s have their addresses', (host, pages, api) => {
  expect([githubPages(host), githubApi(host, 'https://api.github.com/')]).toEqual([pages, api]);
});

test.each([
  ['github.com', 'https://github.com/acme/shop.git', { owner: 'acme', name: 'shop' }],
  ['github.com', 'https://www.github.com/acme/shop/', { owner: 'acme', name: 'shop' }],
  ['github.com', 'git@github.com:acme/shop.git', undefined],
  ['github.com', 'https://github.com/acme', undefined],
  ['github.com', 'https://github.com/acme/shop/tree', undefined],
  ['github.com', 'https://github.example.com/acme/shop', undefined],
  ['github.com', '/home/me/shop', undefined],
  ['github.example.com:8443', 'https://github.example.com:8443/acme/shop', { owner: 'acme', name: 'shop' }],
])('at %s, %s is %o', (host, address, repository) => {
  expect(repositoryAt(host, parseRepository(address))).toEqual(repository);
});
