import { Kind, parse, type DocumentNode, type FragmentDefinitionNode, type SelectionSetNode } from 'graphql';
import { expect, test } from 'vitest';
import * as announcements from '../core/announcements';
import * as dashboard from '../dashboard/src/gql/graphql';
import { queryDepthLimit } from './api';

/** How deep the fields of a document nest, as AppSync counts: a field of Query is the first level. */
const depthOf = (document: DocumentNode): number => {
  const fragments = new Map(
    document.definitions
      .filter(
        (definition): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION,
      )
      .map((fragment) => [fragment.name.value, fragment.selectionSet]),
  );
  const deepest = (set: SelectionSetNode | undefined): number =>
    Math.max(
      0,
      ...(set?.selections ?? []).map((selection) => {
        if (selection.kind === Kind.FIELD) return 1 + deepest(selection.selectionSet);
        if (selection.kind === Kind.INLINE_FRAGMENT) return deepest(selection.selectionSet);
        return deepest(fragments.get(selection.name.value));
      }),
    );
  return Math.max(
    ...document.definitions.map((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION ? deepest(definition.selectionSet) : 0,
    ),
  );
};

const isDocument = (value: unknown): value is DocumentNode =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === Kind.DOCUMENT;

const documents = [
  ...Object.values(dashboard as Record<string, unknown>).filter(isDocument),
  ...Object.values(announcements as Record<string, unknown>)
    .filter((value): value is string => typeof value === 'string' && /^\s*mutation\b/.test(value))
    .map((text) => parse(text)),
];

test('the deepest query of the dashboard and of the functions is within the API’s limit', () => {
  const depths = documents.map(depthOf);
  expect(documents.length).toBeGreaterThan(30);
  expect(Math.max(...depths)).toBeGreaterThan(4);
  expect(Math.max(...depths)).toBeLessThanOrEqual(queryDepthLimit);
});
