/**
 * What people see of a commit. A new one stands in a file of its own, which is read where it is: starting git takes a host longer than
 * all else between a push and its deployment.
 */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inflateSync } from 'node:zlib';
import { gitEnvironment } from './git-environment';

const run = promisify(execFile);

/** A larger commit is left to git. */
const maxBytes = 1_000_000;

/** A commit's first words, and who wrote it. */
export interface CommitFacts {
  subject: string;
  author: string;
}

/** Git's subject: the lines up to the first empty one, as one. */
const subjectOf = (message: string): string => {
  const lines = message.split('\n').map((line) => line.trimEnd());
  const begin = lines.findIndex((line) => line !== '');
  if (begin === -1) return '';
  const end = lines.indexOf('', begin);
  return lines.slice(begin, end === -1 ? lines.length : end).join(' ');
};

/** Reads a commit as git keeps it; undefined for what only git itself can read, such as a text of another encoding. */
export const parseCommit = (object: Buffer): CommitFacts | undefined => {
  const text = object.toString('utf8');
  const [, head, message = ''] = /^commit \d+\0([^]*?)(?:\n\n([^]*))?$/.exec(text) ?? [];
  const author = /^author ([^<\n]*)</m.exec(head ?? '')?.[1];
  if (head === undefined || author === undefined || /^encoding /m.test(head)) return undefined;
  return { subject: subjectOf(message), author: author.trim() };
};

const readOwnFile = async (gitFolder: string, hash: string): Promise<CommitFacts | undefined> => {
  try {
    const packed = await readFile(join(gitFolder, 'objects', hash.slice(0, 2), hash.slice(2)));
    return parseCommit(inflateSync(packed, { maxOutputLength: maxBytes }));
  } catch {
    // It stands in a pack, or in another repository, or is larger than most.
    return undefined;
  }
};

const askGit = async (gitFolder: string, hash: string): Promise<CommitFacts> => {
  const args = ['--git-dir', gitFolder, 'log', '-1', '--no-show-signature', '--format=%s%x00%an', hash, '--'];
  const { stdout } = await run('git', args, { env: gitEnvironment(), maxBuffer: 16 * 1024 * 1024 });
  const [subject = '', author = ''] = stdout.trimEnd().split('\0');
  return { subject, author };
};

/** A commit of a repository on this machine. */
export const readCommit = async (gitFolder: string, hash: string): Promise<CommitFacts> =>
  (await readOwnFile(gitFolder, hash)) ?? askGit(gitFolder, hash);
