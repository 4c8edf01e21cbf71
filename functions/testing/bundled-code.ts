/** What each function really runs: our own code in its bundle, without what nothing in it uses. For tests that read it. */
import { build, type Plugin } from 'esbuild';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as announcements from '../../core/announcements';
import { functions, type FunctionName } from '../../wiring';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Every function's name. */
export const functionNames = Object.keys(functions) as FunctionName[];

/** Documents as plain texts: a bundle drops those that nothing in it uses. */
const plainDocuments: Plugin = {
  name: 'plain-documents',
  setup: (build) => {
    build.onLoad({ filter: /\/core\/announcements\.ts$/ }, () => ({
      contents: Object.entries(announcements)
        .map(([name, text]) => `export const ${name} = ${JSON.stringify(text)};`)
        .join('\n'),
    }));
  },
};

/** The code of each function, as text; packages are left out. */
export const bundledCode = async (): Promise<Record<FunctionName, string>> => {
  const { outputFiles } = await build({
    entryPoints: Object.fromEntries(functionNames.map((name) => [name, `${root}/${functions[name].entry}`])),
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    outdir: root,
    write: false,
    plugins: [plainDocuments],
  });
  const code = new Map(outputFiles.map(({ path, text }) => [basename(path, '.js'), text]));
  const entries = functionNames.map((name): [FunctionName, string] => [name, code.get(name) ?? '']);
  return Object.fromEntries(entries) as Record<FunctionName, string>;
};

/** The distinct texts that a pattern's first group finds, sorted. */
export const allIn = (text: string, pattern: RegExp): string[] =>
  [...new Set([...text.matchAll(pattern)].flatMap(([, found]) => found ?? []))].sort();
