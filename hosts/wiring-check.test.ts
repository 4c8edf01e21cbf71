import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { listResolverFiles } from './resolver-files';
import { wiringProblems } from './wiring-check';

const root = fileURLToPath(new URL('..', import.meta.url));
const schema = readFileSync(`${root}/schema.graphql`, 'utf8');
const files = listResolverFiles(root);

test('schema, wiring and resolver files fit together', () => {
  expect(wiringProblems(schema, files)).toEqual([]);
});

test.each([
  ['a file without a field', [...files, 'Query.nobody.ts'], 'resolvers/Query.nobody.ts answers Query.nobody'],
  [
    'a field of the wiring without a file',
    files.filter((file) => file !== 'Mutation.promote.ts'),
    'wiring.ts names Mutation.promote',
  ],
  [
    'a field of the schema without a file',
    files.filter((file) => file !== 'Query.logs.ts'),
    'schema.graphql has Query.logs',
  ],
  [
    'a part of a pipeline without a file',
    files.filter((file) => file !== 'functions/putEnvironment.ts'),
    'wiring.ts names resolvers/functions/putEnvironment.ts',
  ],
])('%s is told in a sentence', (_what, given, sentence) => {
  expect(wiringProblems(schema, given).join('\n')).toContain(sentence);
});
