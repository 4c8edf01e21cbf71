/** The example application as a git repository of the person's own, in the data folder: something to deploy and to commit to. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gitEnvironment } from './git-environment';

const run = promisify(execFile);

/** What and where. */
export interface ExampleRepositoryOptions {
  /** The data folder; the repository is `repositories/<name of sourceDir>` inside it. */
  dataDir: string;
  /** The application's folder. */
  sourceDir: string;
}

// The person's own git settings (templates, hooks, signing) have no say in this one commit.
const settings = ['commit.gpgSign=false', 'core.hooksPath=/dev/null', 'core.autocrlf=false'].flatMap(
  (setting) => ['-c', setting],
);
const author = {
  GIT_AUTHOR_NAME: 'Trellis',
  GIT_AUTHOR_EMAIL: 'trellis@localhost',
  GIT_COMMITTER_NAME: 'Trellis',
  GIT_COMMITTER_EMAIL: 'trellis@localhost',
};

/** Creates the repository with one commit on `main`, unless it exists: then it is the person's, and left alone. Gives its path. */
export const ensureExampleRepository = async ({
  dataDir,
  sourceDir,
}: ExampleRepositoryOptions): Promise<string> => {
  const path = join(dataDir, 'repositories', basename(sourceDir));
  if (existsSync(path)) return path;
  await mkdir(dirname(path), { recursive: true });
  // Made beside its place and renamed into it, so that a half made one is never taken for the person's.
  const draft = await mkdtemp(join(dirname(path), '.draft-'));
  try {
    await cp(sourceDir, draft, { recursive: true, filter: (file) => basename(file) !== 'node_modules' });
    const git = (...args: string[]): Promise<unknown> =>
      run('git', [...settings, ...args], { cwd: draft, env: { ...gitEnvironment(), ...author } });
    await git('init', '--quiet', '--template=', '--initial-branch=main');
    await git('add', '--all');
    await git('commit', '--quiet', '--message', 'feat: say hello');
    await rename(draft, path);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return path;
};
