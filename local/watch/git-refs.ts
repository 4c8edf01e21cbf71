/** Reads branches of a repository straight from its files: no process, so it can be done at every change and every second. */
import { readFile, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const hashPattern = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

const read = (file: string): Promise<string | undefined> => readFile(file, 'utf8').catch(() => undefined);
const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

/** The folder of a local repository's address (a path or a file:// URL); undefined for any other address. */
export const localPath = (repository: string): string | undefined => {
  if (isAbsolute(repository)) return repository;
  if (!repository.startsWith('file://')) return undefined;
  try {
    return fileURLToPath(repository);
  } catch {
    return undefined;
  }
};

/**
 * Where a repository keeps its branches: `.git`, what a worktree's or submodule's `.git` file points to, or the folder itself
 * when it is bare. Undefined when there is no repository (any more).
 */
export const findGitFolder = async (path: string): Promise<string | undefined> => {
  const dotGit = join(path, '.git');
  if (await isFolder(join(dotGit, 'refs'))) return dotGit;
  const pointer = /^gitdir: (.+)$/m.exec((await read(dotGit)) ?? '')?.[1];
  if (pointer !== undefined) {
    const own = resolve(path, pointer);
    const shared = await read(join(own, 'commondir'));
    const folder = shared === undefined ? own : resolve(own, shared.trim());
    return (await isFolder(join(folder, 'refs'))) ? folder : undefined;
  }
  const isBare = (await isFolder(join(path, 'refs'))) && (await isFolder(join(path, 'objects')));
  return isBare ? path : undefined;
};

/** True for a branch name that stays inside `refs/heads` as a path. */
export const isBranchName = (branch: string): boolean =>
  // eslint-disable-next-line no-control-regex -- git allows no control characters either
  branch !== '' && !/[\u0000-\u0020\u007f\\:?*[~^]|\.\.|\/\/|^\/|\/$|^\.|\/\./.test(branch);

/** The folders whose changes say that a branch moved, outermost first; some may not exist yet. */
export const branchFolders = (gitFolder: string, branch: string): string[] => {
  const heads = join(gitFolder, 'refs', 'heads');
  const folders: string[] = [];
  for (let folder = dirname(join(heads, branch)); folder.length >= heads.length; folder = dirname(folder)) {
    folders.unshift(folder);
  }
  return folders;
};

const packedHead = async (gitFolder: string, ref: string): Promise<string | undefined> => {
  const line = ((await read(join(gitFolder, 'packed-refs'))) ?? '')
    .split('\n')
    .find((text) => text.endsWith(` ${ref}`));
  return line?.slice(0, line.indexOf(' '));
};

const readRef = async (gitFolder: string, ref: string, depth: number): Promise<string | undefined> => {
  const text = ((await read(join(gitFolder, ref))) ?? (await packedHead(gitFolder, ref)))?.trim();
  const target = /^ref: (refs\/heads\/.+)$/.exec(text ?? '')?.[1];
  if (target !== undefined && depth < 5) return readRef(gitFolder, target, depth + 1);
  return text !== undefined && hashPattern.test(text) ? text : undefined;
};

/** The newest commit of a branch; undefined when there is no such branch. */
export const readHead = (gitFolder: string, branch: string): Promise<string | undefined> =>
  isBranchName(branch) ? readRef(gitFolder, `refs/heads/${branch}`, 0) : Promise.resolve(undefined);
