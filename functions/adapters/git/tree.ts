/** A commit as something to look into, object by object: what nobody asks for is not fetched. */
import { GitFailure } from './reasons';
import type { GitObject } from './pack';
import type { Checkout } from './types';

/** Reads an object; undefined when it is too big. */
export type ReadObject = (hash: string, kind: 'commit' | 'tree' | 'blob') => Promise<GitObject | undefined>;

interface Entry {
  kind: 'file' | 'directory' | 'other';
  hash: string;
}

const kinds: Readonly<Record<string, Entry['kind']>> = {
  '40000': 'directory',
  '100644': 'file',
  '100755': 'file',
  '100664': 'file',
};

/** The entries of a directory by name: mode, space, name, NUL, 20 bytes of a hash. */
const entriesOf = (content: Buffer): Map<string, Entry> => {
  const entries = new Map<string, Entry>();
  for (let at = 0; at < content.length;) {
    const space = content.indexOf(0x20, at);
    const end = content.indexOf(0, space);
    if (space < 0 || end < 0) throw new GitFailure('its host’s answer could not be read');
    const kind = kinds[content.toString('latin1', at, space)] ?? 'other';
    const hash = content.toString('hex', end + 1, end + 21);
    entries.set(content.toString('utf8', space + 1, end), { kind, hash });
    at = end + 21;
  }
  return entries;
};

const parseCommit = (content: Buffer): { tree: string; author: string; subject: string } => {
  const text = content.toString('utf8');
  const end = text.indexOf('\n\n');
  const head = text.slice(0, end).split('\n');
  const valueOf = (name: string): string =>
    head.find((line) => line.startsWith(`${name} `))?.slice(name.length + 1) ?? '';
  return {
    tree: valueOf('tree'),
    author: valueOf('author').replace(/ <.*$/, ''),
    subject:
      text
        .slice(end + 2)
        .trimStart()
        .split('\n')[0] ?? '',
  };
};

/** Opens a commit. Each object is read once. */
export const openCommit = async (hash: string, read: ReadObject): Promise<Checkout> => {
  const commit = await read(hash, 'commit');
  if (!commit) throw new GitFailure('its newest commit is too big to look into');
  const { tree, author, subject } = parseCommit(commit.content);
  const directories = new Map<string, Promise<Map<string, Entry>>>();

  const listing = (treeHash: string): Promise<Map<string, Entry>> => {
    const known =
      directories.get(treeHash) ??
      read(treeHash, 'tree').then((object) => {
        if (!object) throw new GitFailure('one of its directories is too big to look into');
        return entriesOf(object.content);
      });
    directories.set(treeHash, known);
    return known;
  };
  const find = async (path: string): Promise<Entry | undefined> => {
    let entry: Entry | undefined = { kind: 'directory', hash: tree };
    for (const name of path.split('/').filter((part) => part !== '' && part !== '.')) {
      if (entry?.kind !== 'directory') return undefined;
      entry = (await listing(entry.hash)).get(name);
    }
    return entry;
  };
  return {
    commit: { hash, author, subject },
    hasDirectory: async (path) => (await find(path))?.kind === 'directory',
    files: (directory) => ({
      read: async (path) => {
        const entry = await find(`${directory}/${path}`);
        if (entry?.kind !== 'file') return undefined;
        return (await read(entry.hash, 'blob'))?.content.toString('utf8');
      },
    }),
  };
};
