/** Which package manager a repository uses, by what stands in it. */
import type { PackageJson, RepositoryFiles } from './files';

/** The package managers that Trellis knows. */
type PackageManagerName = 'npm' | 'pnpm' | 'yarn' | 'bun';

/** A repository's package manager, how it installs, and the file that says so. */
export interface PackageManager {
  name: PackageManagerName;
  installCommand: string;
  evidence: string;
  /** True when a lock file says exactly what is installed. */
  locked: boolean;
}

const lockFiles: readonly (readonly [string, PackageManagerName])[] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
];

const locked: Record<PackageManagerName, string> = {
  npm: 'npm ci',
  pnpm: 'pnpm install --frozen-lockfile',
  yarn: 'yarn install --frozen-lockfile',
  bun: 'bun install --frozen-lockfile',
};

interface Declared {
  name: PackageManagerName;
  major?: number;
}

const parseDeclared = (field: string | undefined): Declared | undefined => {
  const match = /^(npm|pnpm|yarn|bun)(?:@(\d+))?/.exec(field ?? '');
  if (match === null) return undefined;
  const name = lockFiles.find(([, manager]) => manager === match[1])?.[1];
  return name && { name, major: match[2] === undefined ? undefined : Number(match[2]) };
};

/** Yarn 2 and later renamed the option, and leave their mark in the lock file. */
const isModernYarn = async (files: RepositoryFiles, declared: Declared | undefined): Promise<boolean> => {
  if (declared?.major !== undefined) return declared.major >= 2;
  if ((await files.read('.yarnrc.yml')) !== undefined) return true;
  return ((await files.read('yarn.lock')) ?? '').includes('__metadata:');
};

const findLock = async (
  files: RepositoryFiles,
  wanted?: PackageManagerName,
): Promise<readonly [string, PackageManagerName] | undefined> => {
  for (const lock of lockFiles) {
    if ((wanted === undefined || lock[1] === wanted) && (await files.read(lock[0])) !== undefined)
      return lock;
  }
  return undefined;
};

/** Which package manager a folder with a package.json uses: its `packageManager` field first, then its lock file, else npm. */
export const detectPackageManager = async (
  files: RepositoryFiles,
  packageJson: PackageJson,
): Promise<PackageManager> => {
  const declared = parseDeclared(packageJson.packageManager);
  const lock = await findLock(files, declared?.name);
  const name = declared?.name ?? lock?.[1] ?? 'npm';
  const evidence = lock?.[0] ?? (declared ? 'packageManager in package.json' : 'package.json');
  if (lock === undefined) return { name, installCommand: `${name} install`, evidence, locked: false };
  const modern = name === 'yarn' && (await isModernYarn(files, declared));
  return { name, installCommand: modern ? 'yarn install --immutable' : locked[name], evidence, locked: true };
};
