import { readFile } from 'node:fs/promises';
import { parse, type DefinitionNode } from 'graphql';
import { expect, test } from 'vitest';

/** Names of what a definition leaves without a description, itself and its members. */
const undocumented = (definition: DefinitionNode): string[] => {
  if (!('name' in definition) || !definition.name) return [];
  const name = definition.name.value;
  const members = [
    ...('fields' in definition ? (definition.fields ?? []) : []),
    ...('values' in definition ? (definition.values ?? []) : []),
  ];
  return [
    ...('description' in definition && definition.description ? [] : [name]),
    ...members.filter((each) => !each.description).map((each) => `${name}.${each.name.value}`),
  ];
};

test('every type and every field of the API is documented', async () => {
  const schema = parse(await readFile(new URL('schema.graphql', import.meta.url), 'utf8'));
  expect(schema.definitions.length).toBeGreaterThan(40);
  expect(schema.definitions.flatMap(undocumented)).toEqual([]);
});
