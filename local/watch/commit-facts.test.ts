import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseCommit, readCommit } from './commit-facts';
import { gitEnvironment } from './git-environment';

let folder: string;

const git = (args: string[], input?: Buffer): string =>
  execFileSync('git', ['--git-dir', folder, ...args], { env: gitEnvironment(), input })
    .toString()
    .trimEnd();

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'trellis commit '));
  git(['init', '-q', '--bare']);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const person = '<ann@example.org> 1700000000 +0000';
const commit = (message: string | Buffer, { author = 'Ann', more = '' } = {}): string => {
  const tree = git(['hash-object', '-w', '-t', 'tree', '--stdin'], Buffer.alloc(0));
  const head = `tree ${tree}\nauthor ${author} ${person}\ncommitter Bob ${person}\n${more}\n`;
  const content = Buffer.concat([Buffer.from(head), Buffer.from(message)]);
  return git(['hash-object', '-w', '-t', 'commit', '--stdin'], content);
};
const objectOf = (hash: string): Buffer =>
  inflateSync(readFileSync(join(folder, 'objects', hash.slice(0, 2), hash.slice(2))));
const asGitSays = (hash: string): object => {
  const [subject, author] = git(['log', '-1', '--format=%s%x00%an', hash]).split('\0');
  return { subject, author };
};

const signature =
  'gpgsig -----BEGIN PGP SIGNATURE-----\n \n author Eve <eve@example.org>\n -----END PGP SIGNATURE-----\n';

test.each<[string, () => string]>([
  ['one line', () => commit('feat: a thing\n')],
  ['no newline at its end', () => commit('feat: a thing')],
  ['a body', () => commit('feat: a thing\n\nWhat it does.\n\nMore of it.\n')],
  ['a subject of several lines', () => commit('feat: a thing  \nthat is long \n\nBody\n')],
  ['empty lines first', () => commit('\n \n\nfeat: a thing\n')],
  ['nothing to say', () => commit('')],
  ['signs of other languages', () => commit('feat: Größe 大きさ 📦\n', { author: 'Änne von “Ü”' })],
  ['a signature', () => commit('feat: a thing\n', { more: signature })],
  ['an author without a name', () => commit('feat: a thing\n', { author: '' })],
])('a commit with %s is read as git reads it', (_what, make) => {
  const hash = make();
  expect(parseCommit(objectOf(hash))).toEqual(asGitSays(hash));
});

test('a commit in another encoding, and one in a pack, are left to git', async () => {
  const latin = commit(Buffer.from('feat: Gr\u00f6\u00dfe\n', 'latin1'), { more: 'encoding ISO-8859-1\n' });
  const plain = commit('feat: a thing\n');
  expect(parseCommit(objectOf(latin))).toBeUndefined();
  for (const hash of [latin, plain]) git(['update-ref', `refs/heads/${hash}`, hash]);
  git(['repack', '-adq']);
  expect(() => objectOf(plain)).toThrow(/ENOENT/);
  expect(await readCommit(folder, latin)).toEqual({ subject: 'feat: Größe', author: 'Ann' });
  expect(await readCommit(folder, plain)).toEqual({ subject: 'feat: a thing', author: 'Ann' });
});

test('what is no commit is none', () => {
  expect(parseCommit(Buffer.from('blob 3\0abc'))).toBeUndefined();
  expect(parseCommit(Buffer.from('commit 9\0tree 1234'))).toBeUndefined();
});
