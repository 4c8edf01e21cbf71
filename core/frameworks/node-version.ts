/** Which Node.js a repository asks for, and whether a version is what it asked for. */
import type { PackageJson, RepositoryFiles } from './files';

/** The Node.js version that a repository asks for, as it is written there, and the file that says so. */
export interface RequestedNode {
  version: string;
  source: string;
}

const firstLine = (text: string | undefined): string | undefined =>
  text
    ?.split('\n')
    .map((line) => line.replace(/#.*/, '').trim())
    .find((line) => line !== '');

/** Looks into .nvmrc, .node-version and `engines.node`, in this order. */
export const requestedNode = async (
  files: RepositoryFiles,
  packageJson: PackageJson | undefined,
): Promise<RequestedNode | undefined> => {
  for (const source of ['.nvmrc', '.node-version']) {
    const version = firstLine(await files.read(source));
    if (version !== undefined) return { version, source };
  }
  const engine = packageJson?.nodeEngine;
  return engine === undefined ? undefined : { version: engine, source: 'engines.node in package.json' };
};

/** Names of the long-term lines, as nvm spells them. */
const codenames: Record<string, number> = { hydrogen: 18, iron: 20, jod: 22, krypton: 24 };

type MajorTest = (major: number) => boolean;

const comparator = (text: string): MajorTest | undefined => {
  const match = /^(>=|<=|>|<|=|\^|~)?v?(\d+|[xX*])(?:\.(\d+|[xX*]))?(?:\.(\d+|[xX*]))?/.exec(text);
  const wanted = Number(match?.[2]);
  if (match === null) return undefined;
  if (Number.isNaN(wanted)) return () => true;
  const exact = match[3] === undefined || /^[0xX*]$/.test(match[3]);
  switch (match[1]) {
    case '>=':
      return (major) => major >= wanted;
    case '>':
      return (major) => (match[3] === undefined ? major > wanted : major >= wanted);
    case '<=':
      return (major) => major <= wanted;
    case '<':
      // "<21" and "<21.0.0" end before 21; "<21.5" still takes some of it.
      return (major) => (exact ? major < wanted : major <= wanted);
    default:
      return (major) => major === wanted;
  }
};

const alternative = (text: string): MajorTest | undefined => {
  const hyphen = /^v?(\d+)\S*\s+-\s+v?(\d+)/.exec(text);
  if (hyphen) return (major) => major >= Number(hyphen[1]) && major <= Number(hyphen[2]);
  const tests = text
    .replace(/(>=|<=|>|<|=|\^|~)\s+/g, '$1')
    .split(/\s+/)
    .filter((part) => part !== '')
    .map(comparator);
  return tests.every((test) => test !== undefined)
    ? (major) => tests.every((test) => test(major))
    : undefined;
};

/** True when a Node.js of this major version is what `version` asks for. A text that says nothing clear accepts any. */
export const acceptsNodeMajor = (version: string, major: number): boolean => {
  const line = /^lts\/(\w+)/.exec(version)?.[1]?.toLowerCase();
  if (line !== undefined) return Object.hasOwn(codenames, line) ? codenames[line] === major : true;
  if (version.trim() === '') return true;
  const tests = version.split('||').map((part) => alternative(part.trim()));
  const understood = tests.filter((test) => test !== undefined);
  return understood.length < tests.length || understood.some((test) => test(major));
};
