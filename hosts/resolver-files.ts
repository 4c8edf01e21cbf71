/** Resolver files and their bundled code. */
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

/** Code by the file's name below `resolvers/`. */
export type ResolverCode = Record<string, string>;

/** Where the build leaves the code. */
export const codeFile = (directory: string): string => `${directory}/resolvers.json`;

/** Names of all resolver files below `resolvers/`: fields, and parts of pipelines. */
export const listResolverFiles = (root: string): string[] => {
  const below = (folder: string, prefix: string): string[] =>
    readdirSync(`${root}/resolvers${folder}`)
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .map((name) => prefix + name);
  return [
    ...below('', '').filter((name) => /^[A-Z]\w*\.\w+\.ts$/.test(name)),
    ...below('/functions', 'functions/'),
  ];
};

/** The code that the build made. */
export const readResolverCode = async (directory: string): Promise<ResolverCode> =>
  JSON.parse(await readFile(codeFile(directory), 'utf8')) as ResolverCode;
