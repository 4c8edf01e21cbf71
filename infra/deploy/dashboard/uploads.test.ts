import { describe, expect, test } from 'vitest';
import { planUploads, staleKeys } from './uploads';

const files = [
  'index.html',
  'index.html.br',
  'index.html.gz',
  'favicon.svg',
  'assets/index-abc.js',
  'assets/index-abc.js.br',
  'assets/index-abc.js.gz',
  'assets/inter-def.woff2',
];

describe('the files of the dashboard', () => {
  test('the page comes last, so that it never names a file that is not there', () => {
    expect(planUploads(files).map(({ key }) => key)).toEqual([
      'assets/index-abc.js',
      'assets/inter-def.woff2',
      'favicon.svg',
      'index.html',
    ]);
  });

  test('a hashed file is stored packed, under its own name and type, for ever', () => {
    expect(planUploads(files)[0]).toEqual({
      key: 'assets/index-abc.js',
      file: 'assets/index-abc.js.br',
      contentType: 'text/javascript; charset=utf-8',
      cacheControl: 'public, max-age=31536000, immutable',
      contentEncoding: 'br',
    });
  });

  test('the page is stored plain and asked for each time', () => {
    expect(planUploads(files).at(-1)).toEqual({
      key: 'index.html',
      file: 'index.html',
      contentType: 'text/html; charset=utf-8',
      cacheControl: 'no-cache',
    });
  });

  test('hashed files of the installation before stay for pages that are open, older ones go', () => {
    const present = [
      'assets/new.js',
      'assets/before.js',
      'assets/old.js',
      'old.svg',
      'config.json',
      'files.json',
      'index.html',
    ];
    const stale = staleKeys(present, ['assets/new.js', 'index.html'], ['assets/before.js', 'old.svg']);
    expect(stale).toEqual(['assets/old.js', 'old.svg']);
  });
});
