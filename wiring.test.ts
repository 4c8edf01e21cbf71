/** Holds `wiring.ts` to the code: what a function may do is what it does, no more and no less. */
import { build, type Plugin } from 'esbuild';
import { Kind, parse } from 'graphql';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import * as announcements from './core/announcements';
import { functions, type FunctionName } from './wiring';

const root = fileURLToPath(new URL('.', import.meta.url));
const names = Object.keys(functions) as FunctionName[];

const mutations = parse(readFileSync(`${root}/schema.graphql`, 'utf8')).definitions.flatMap((definition) =>
  definition.kind === Kind.OBJECT_TYPE_DEFINITION && definition.name.value === 'Mutation'
    ? (definition.fields ?? []).map((field) => field.name.value)
    : [],
);

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

/** Our own code of each function, without what it never runs. */
const code = new Map<string, string>();

beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: Object.fromEntries(names.map((name) => [name, `${root}/${functions[name].entry}`])),
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    outdir: root,
    write: false,
    plugins: [plainDocuments],
  });
  for (const { path, text } of outputFiles) code.set(basename(path, '.js'), text);
});

const variablesIn = (text: string): string[] => [
  ...new Set([...text.matchAll(/\bsetting(?:List)?\("(TRELLIS_\w+)"\)/g)].flatMap(([, name]) => name ?? [])),
];

const callsIn = (text: string): string[] =>
  mutations
    .filter((field) => new RegExp(`\\b${field}\\(\\w+: ?\\$`).test(text))
    .map((field) => `Mutation.${field}`);

test.each(names)('%s is told exactly the variables that its code reads', (name) => {
  expect(variablesIn(code.get(name) ?? '').sort()).toEqual([...functions[name].variables].sort());
});

test.each(names)('%s may call exactly the fields that its code calls', (name) => {
  expect(callsIn(code.get(name) ?? '').sort()).toEqual([...functions[name].calls].sort());
});
