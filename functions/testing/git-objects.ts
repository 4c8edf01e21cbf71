/** Test support: writes bare repositories file by file, as git reads them ("gitrepository-layout"), without starting a program. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { deflateSync } from 'node:zlib';

/** Makes a bare repository whose default branch is `main`. */
export const initialize = (repository: string): void => {
  for (const folder of ['objects', 'refs/heads']) mkdirSync(join(repository, folder), { recursive: true });
  writeFileSync(join(repository, 'HEAD'), 'ref: refs/heads/main\n');
  writeFileSync(join(repository, 'config'), '[core]\n\trepositoryformatversion = 0\n\tbare = true\n');
};

const writeObject = (repository: string, kind: 'commit' | 'tree', body: string): string => {
  const object = Buffer.from(`${kind} ${Buffer.byteLength(body)}\0${body}`);
  const name = createHash('sha1').update(object).digest('hex');
  const file = join(repository, 'objects', name.slice(0, 2), name.slice(2));
  mkdirSync(dirname(file), { recursive: true });
  if (!existsSync(file)) writeFileSync(file, deflateSync(object));
  return name;
};

/** Writes a commit of an empty tree by Bob, and gives its hash. */
export const writeCommit = (repository: string, subject: string, parent: string): string => {
  const by = `Bob <b@x> ${Math.floor(Date.now() / 1000)} +0000`;
  const lines = [
    `tree ${writeObject(repository, 'tree', '')}`,
    ...(parent === '' ? [] : [`parent ${parent}`]),
    `author ${by}`,
    `committer ${by}`,
  ];
  return writeObject(repository, 'commit', `${lines.join('\n')}\n\n${subject}\n`);
};

const fileOf = (repository: string, branch: string): string => join(repository, 'refs/heads', branch);

/** Lets a branch point to a commit. */
export const writeBranch = (repository: string, branch: string, commit: string): void => {
  mkdirSync(dirname(fileOf(repository, branch)), { recursive: true });
  writeFileSync(fileOf(repository, branch), `${commit}\n`);
};

/** The commit that a branch points to; undefined when there is none. */
export const readBranch = (repository: string, branch: string): string | undefined =>
  existsSync(fileOf(repository, branch))
    ? readFileSync(fileOf(repository, branch), 'utf8').trim()
    : undefined;
