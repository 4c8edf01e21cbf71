import { describe, expect, it } from 'vitest';
import { count, initials, isHttpUrl, shortRepository } from './text';

describe('short forms', () => {
  it.each([
    ['https://github.com/acme/storefront.git', 'acme/storefront'],
    ['https://user:token@github.com/acme/storefront', 'acme/storefront'],
    ['git@github.com:acme/platform.git', 'acme/platform'],
    ['file:///srv/git/monorepo.git', '…/git/monorepo'],
    ['/home/me/hello', '…/me/hello'],
    ['/hello', '/hello'],
  ])('%s is spoken of as %s', (address, expected) => {
    expect(shortRepository(address)).toBe(expected);
  });

  it.each([
    ['mira', 'M'],
    ['Anna-Maria von Hohenstein', 'AH'],
    ['jonas.berg', 'JB'],
    ['', ''],
    ['Ünal <u@x.example>', 'Ü'],
  ])('%j has the initials %j', (name, expected) => {
    expect(initials(name)).toBe(expected);
  });

  it('makes a link of nothing but http and https', () => {
    expect(isHttpUrl('https://a.example')).toBe(true);
    expect(isHttpUrl('javascript:alert(1)')).toBe(false);
    expect(isHttpUrl(' https://a.example')).toBe(false);
  });

  it('counts in words', () => {
    expect(count(1, 'line')).toBe('1 line');
    expect(count(2184, 'line')).toBe('2,184 lines');
  });
});
