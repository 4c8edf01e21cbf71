import { describe, expect, it } from 'vitest';
import { cacheControlOf, contentTypeOf, isFileAddress } from './dashboard-files';

describe('the dashboard’s files', () => {
  it.each([
    ['/', false],
    ['/apps/shop/environments/production', false],
    ['/deployments/dep_01', false],
    ['/apps/shop.v2', false],
    ['/apps/shop.constructor', false],
    ['/assets/index-abc.js', true],
    ['/assets/gone', true],
    ['/favicon.svg', true],
    ['/config.json', true],
    ['/index.html', true],
  ])('%s is a file: %s', (path, file) => {
    expect(isFileAddress(path)).toBe(file);
  });

  it('are kept for ever only under names that change with their content', () => {
    expect(cacheControlOf('/assets/index-abc.js')).toContain('immutable');
    expect(cacheControlOf('/index.html')).toBe('no-cache');
    expect(cacheControlOf('/theme-init.js')).toBe('no-cache');
    expect(cacheControlOf('/config.json')).toBe('no-store');
  });

  it('say what they are', () => {
    expect(contentTypeOf('/assets/index-abc.js')).toBe('text/javascript; charset=utf-8');
    expect(contentTypeOf('/assets/unknown.bin')).toBe('application/octet-stream');
  });
});
