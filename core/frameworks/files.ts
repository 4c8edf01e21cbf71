/** How the adapters look into a repository: by paths relative to the app's directory. A reader never throws for a missing file. */
export interface RepositoryFiles {
  /** The text of a file; undefined when there is none, or when it is no file. */
  read(path: string): Promise<string | undefined>;
}

/** The parts of a package.json that adapters read. */
export interface PackageJson {
  scripts: Record<string, string>;
  dependencies: Record<string, string>;
  packageManager?: string;
  nodeEngine?: string;
  workspaces: boolean;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const strings = (value: unknown): Record<string, string> =>
  isObject(value)
    ? Object.fromEntries(
        Object.entries(value).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
      )
    : {};

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;

/** What reading a package.json gave. */
export type PackageJsonResult =
  { kind: 'none' } | { kind: 'broken'; detail: string } | { kind: 'read'; content: PackageJson };

/** Reads package.json; a broken one is told apart from a missing one, since npm would fail on it. */
export const readPackageJson = async (files: RepositoryFiles): Promise<PackageJsonResult> => {
  const source = await files.read('package.json');
  if (source === undefined) return { kind: 'none' };
  let parsed: unknown;
  try {
    parsed = JSON.parse(source.replace(/^\uFEFF/, ''));
  } catch {
    return { kind: 'broken', detail: 'package.json is not valid JSON' };
  }
  if (!isObject(parsed)) return { kind: 'broken', detail: 'package.json holds no object' };
  return {
    kind: 'read',
    content: {
      scripts: strings(parsed.scripts),
      dependencies: {
        ...strings(parsed.optionalDependencies),
        ...strings(parsed.devDependencies),
        ...strings(parsed.dependencies),
      },
      packageManager: text(parsed.packageManager),
      nodeEngine: text(isObject(parsed.engines) ? parsed.engines.node : undefined),
      workspaces: parsed.workspaces !== undefined,
    },
  };
};
