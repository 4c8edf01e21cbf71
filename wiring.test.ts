/** Holds `wiring.ts` to the code: what a function is told and may call is what it uses, no more and no less. */
import { Kind, parse } from 'graphql';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { allIn, bundledCode, functionNames } from './functions/testing/bundled-code';
import { functions } from './wiring';

const code = await bundledCode();

const mutations = parse(readFileSync(new URL('schema.graphql', import.meta.url), 'utf8')).definitions.flatMap(
  (definition) =>
    definition.kind === Kind.OBJECT_TYPE_DEFINITION && definition.name.value === 'Mutation'
      ? (definition.fields ?? []).map((field) => field.name.value)
      : [],
);

const callsIn = (text: string): string[] =>
  mutations
    .filter((field) => new RegExp(`\\b${field}\\(\\w+: ?\\$`).test(text))
    .map((field) => `Mutation.${field}`);

test.each(functionNames)('%s is told exactly the variables that its code reads', (name) => {
  const read = allIn(code[name], /\bsetting(?:List)?\("(TRELLIS_\w+)"\)/g);
  expect(read).toEqual([...functions[name].variables].sort());
});

test.each(functionNames)('%s may call exactly the fields that its code calls', (name) => {
  expect(callsIn(code[name]).sort()).toEqual([...functions[name].calls].sort());
});
