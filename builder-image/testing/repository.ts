/** Real repositories for tests. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder that is removed at the end of the test. */
export const temporaryFolder = (): { path: string; remove: () => void } => {
  // A space, since paths of people have them.
  const path = mkdtempSync(join(tmpdir(), 'trellis builder-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
};

const identity = {
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.com',
};

/** Runs git and gives what it prints. */
export const git = (directory: string, ...args: string[]): string =>
  execFileSync('git', args, {
    cwd: directory,
    encoding: 'utf8',
    env: { ...process.env, ...identity },
  }).trim();

/** Writes files and commits them; gives the commit's hash. */
export const commitFiles = (directory: string, files: Record<string, string>, subject = 'Change'): string => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  git(directory, 'add', '--all');
  git(directory, 'commit', '--quiet', '--allow-empty', '--message', subject);
  return git(directory, 'rev-parse', 'HEAD');
};

/** Makes a repository with one commit. */
export const makeRepository = (
  directory: string,
  files: Record<string, string>,
  branch = 'main',
): { path: string; commit: string } => {
  mkdirSync(directory, { recursive: true });
  git(directory, 'init', '--quiet', '--template=');
  git(directory, 'checkout', '--quiet', '-b', branch);
  return { path: directory, commit: commitFiles(directory, files, 'First commit') };
};
