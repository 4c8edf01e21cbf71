/** The folder that a deployment works in: made fresh, and removed at the end. */
import { chown, lstat, mkdir, readFile, realpath, rm } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { TrellisError } from '../core/errors';
import type { RepositoryFiles } from '../core/frameworks';
import type { Config } from './config';

/** Paths of a deployment. */
export interface Workspace {
  /** Holds all of the following. */
  root: string;
  /** The repository's files. */
  source: string;
  /** The folder of `outputsFile`, which commands may write to. */
  exchange: string;
  /** Where a command may leave its outputs. */
  outputsFile: string;
  /** Where an artifact is packed. */
  artifactFile: string;
}

/** The paths of a deployment's workspace. */
export const workspaceOf = ({ workDir, deploymentId }: Config): Workspace => {
  const root = join(workDir, deploymentId.replace(/[^\w-]/g, '_'));
  const exchange = join(root, 'exchange');
  return {
    root,
    source: join(root, 'source'),
    exchange,
    outputsFile: join(exchange, 'outputs.json'),
    artifactFile: join(root, 'artifact.tar.gz'),
  };
};

/** Makes an empty workspace; what an earlier attempt left there is gone. */
export const makeWorkspace = async ({ commandUser }: Config, workspace: Workspace): Promise<void> => {
  const { root, source, exchange } = workspace;
  await rm(root, { recursive: true, force: true });
  await mkdir(source, { recursive: true, mode: 0o755 });
  await mkdir(exchange, { mode: 0o755 });
  if (commandUser === undefined) return;
  await Promise.all([source, exchange].map((path) => chown(path, commandUser.uid, commandUser.gid)));
};

/** Removes the workspace; what cannot be removed is left. */
export const removeWorkspace = (workspace: Workspace): Promise<void> =>
  rm(workspace.root, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);

const maxFileBytes = 10_000_000;

const isInside = (parent: string, path: string): boolean => {
  const way = relative(parent, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !way.startsWith(sep);
};

/** Reads a file below a directory; undefined when there is none, or when a link leads out of the directory. */
export const readInside = async (directory: string, path: string): Promise<string | undefined> => {
  try {
    const [parent, file] = await Promise.all([realpath(directory), realpath(join(directory, path))]);
    if (!isInside(parent, file)) return undefined;
    const info = await lstat(file);
    return info.isFile() && info.size <= maxFileBytes ? await readFile(file, 'utf8') : undefined;
  } catch {
    return undefined;
  }
};

/** A directory of the workspace as the framework adapters read it. */
export const filesOf = (directory: string): RepositoryFiles => ({
  read: (path) => readInside(directory, path),
});

/**
 * The app's directory inside the source.
 *
 * @throws TrellisError `repository.no_directory`
 */
export const appDirectory = async (
  source: string,
  directory: string,
  branch: string | null,
): Promise<string> => {
  const path = join(source, directory);
  const [parent, real] = await Promise.all([realpath(source), realpath(path).catch(() => undefined)]);
  if (real === undefined || !isInside(parent, real) || !(await lstat(real)).isDirectory())
    throw new TrellisError('repository.no_directory', { directory, branch: branch ?? 'of this commit' });
  return path;
};
