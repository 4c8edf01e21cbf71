import { describe, expect, test } from 'vitest';
import { parseDelivery } from './webhook';

const commit = 'a'.repeat(40);

const payload = (more: object = {}): object => ({
  ref: 'refs/heads/main',
  before: 'b'.repeat(40),
  after: commit,
  deleted: false,
  repository: {
    clone_url: 'https://github.com/acme/shop.git',
    ssh_url: 'git@github.com:acme/shop.git',
    html_url: 'https://github.com/acme/shop',
    url: 'https://github.com/acme/shop',
  },
  head_commit: {
    message: 'Add a cart\n\nWith wheels.',
    author: { name: 'Bob' },
    url: `https://github.com/acme/shop/commit/${commit}`,
  },
  pusher: { name: 'bob' },
  ...more,
});

describe('a push', () => {
  test('names exactly the pushed commit, its repository once, and who wrote it', () => {
    expect(parseDelivery('push', payload())).toEqual({
      type: 'push',
      repositoryKeys: ['github.com/acme/shop'],
      branch: 'main',
      commit,
      before: 'b'.repeat(40),
      head: false,
      subject: 'Add a cart',
      author: 'Bob',
      url: `https://github.com/acme/shop/commit/${commit}`,
    });
  });

  test('keeps the slashes of its branch', () => {
    expect(parseDelivery('push', payload({ ref: 'refs/heads/feature/a/b' }))).toMatchObject({
      branch: 'feature/a/b',
    });
  });

  test('without a head commit still counts', () => {
    expect(parseDelivery('push', payload({ head_commit: null }))).toMatchObject({
      subject: null,
      author: 'bob',
    });
  });

  test('does not carry an address that a page must not follow', () => {
    const head_commit = { message: 'x', url: 'javascript:alert(1)' };
    expect(parseDelivery('push', payload({ head_commit }))).toMatchObject({ url: null });
  });
});

test.each([
  ['a ping', 'ping', {}],
  ['a pull request', 'pull_request', payload()],
  ['a tag', 'push', payload({ ref: 'refs/tags/main' })],
  ['a deletion', 'push', payload({ deleted: true })],
  ['a deletion by its zeros', 'push', payload({ after: '0'.repeat(40) })],
])('%s is left alone, with the reason', (_what, event, body) => {
  expect(parseDelivery(event, body)).toMatchObject({
    type: 'ignored',
    reason: expect.stringMatching(/\.$/) as string,
  });
});

test.each([
  ['no event', undefined, payload()],
  ['a list', 'push', []],
  ['text', 'push', 'x'],
  ['no ref', 'push', payload({ ref: 1 })],
  ['a strange ref', 'push', payload({ ref: 'main' })],
  ['a commit that is no hash', 'push', payload({ after: '$(id)' })],
  ['no repository', 'push', payload({ repository: null })],
  ['a repository that would run something', 'push', payload({ repository: { clone_url: 'ext::id' } })],
])('%s is no push', (_what, event, body) => {
  expect(parseDelivery(event, body).type).toBe('bad');
});
