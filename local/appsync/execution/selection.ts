/** Selections: as `ctx.info` shows them, and results cut to them. */
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  print,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { isRecord } from '../values';

export type Fragments = Readonly<Record<string, FragmentDefinitionNode>>;

/** The fragments of a document by name. */
export function fragmentsOf(document: DocumentNode): Fragments {
  const fragments: Record<string, FragmentDefinitionNode> = {};
  for (const node of document.definitions)
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments[node.name.value] = node;
  return fragments;
}

/** The fields of a selection set, those of its fragments included. */
export function fieldsOf(selectionSet: SelectionSetNode | undefined, fragments: Fragments): FieldNode[] {
  return (selectionSet?.selections ?? []).flatMap((node: SelectionNode): FieldNode[] => {
    if (node.kind === Kind.FIELD) return [node];
    if (node.kind === Kind.INLINE_FRAGMENT) return fieldsOf(node.selectionSet, fragments);
    return fieldsOf(fragments[node.name.value]?.selectionSet, fragments);
  });
}

/** The key of a field in a response. */
export const responseKey = (node: FieldNode): string => node.alias?.value ?? node.name.value;

/** `ctx.info.selectionSetList`: `a`, `b`, `b/c`; aliased fields by alias. */
export function selectionSetList(nodes: readonly FieldNode[], fragments: Fragments, prefix = ''): string[] {
  const out: string[] = [];
  for (const node of nodes.flatMap((parent) => fieldsOf(parent.selectionSet, fragments))) {
    const path = `${prefix}${responseKey(node)}`;
    if (!out.includes(path)) out.push(path);
    for (const inner of selectionSetList([node], fragments, `${path}/`))
      if (!out.includes(inner)) out.push(inner);
  }
  return out;
}

/** `ctx.info.selectionSetGraphQL`. */
export const selectionSetGraphQL = (nodes: readonly FieldNode[]): string =>
  nodes.map((node) => (node.selectionSet ? print(node.selectionSet) : '')).join('\n');

/** True when any field of the document has an alias below its root fields. */
export function hasInnerAlias(document: DocumentNode): boolean {
  const within = (selectionSet: SelectionSetNode | undefined, root: boolean): boolean =>
    (selectionSet?.selections ?? []).some((node) => {
      if (node.kind === Kind.FIELD)
        return (
          (!root && node.alias !== undefined && node.alias.value !== node.name.value) ||
          within(node.selectionSet, false)
        );
      return node.kind === Kind.INLINE_FRAGMENT && within(node.selectionSet, root);
    });
  return document.definitions.some((node) =>
    node.kind === Kind.OPERATION_DEFINITION
      ? within(node.selectionSet, true)
      : node.kind === Kind.FRAGMENT_DEFINITION && within(node.selectionSet, false),
  );
}

/**
 * A response by field names instead of response keys. Aliased fields are left out: subscribers see null for them, as on AWS.
 */
export function withoutAliases(value: unknown, nodes: readonly FieldNode[], fragments: Fragments): unknown {
  if (Array.isArray(value)) return value.map((one) => withoutAliases(one, nodes, fragments));
  if (!isRecord(value)) return value;
  const out: Record<string, unknown> = {};
  for (const node of nodes.flatMap((parent) => fieldsOf(parent.selectionSet, fragments))) {
    const name = node.name.value;
    if (responseKey(node) === name && Object.hasOwn(value, name))
      out[name] = withoutAliases(value[name], [node], fragments);
  }
  return out;
}

/** What `data` of an error may show: only what the caller has selected. */
export function selectedPart(value: unknown, nodes: readonly FieldNode[], fragments: Fragments): unknown {
  if (Array.isArray(value)) return value.map((one) => selectedPart(one, nodes, fragments));
  if (!isRecord(value)) return value ?? null;
  const fields = nodes.flatMap((parent) => fieldsOf(parent.selectionSet, fragments));
  if (fields.length === 0) return value;
  const out: Record<string, unknown> = {};
  for (const node of fields)
    if (Object.hasOwn(value, node.name.value))
      out[responseKey(node)] = selectedPart(value[node.name.value], [node], fragments);
  return out;
}
