/** Limits on what a document may ask, checked in one walk before anything costly looks at it. */
import { type DocumentNode, Kind, type SelectionSetNode } from 'graphql';
import { type AppSyncError, plainError } from './errors';
import { type Fragments, fragmentsOf } from './selection';

/** Tokens of a document; what is longer is not parsed to its end. */
export const MAX_TOKENS = 15_000;
/** Fields as written. */
const MAX_FIELDS = 3_000;
/** Fields with every fragment spread out, AppSync's limit of resolvers in a request. */
const MAX_EXPANDED_FIELDS = 10_000;
/** Fields of one name side by side: comparing them is quadratic. */
const MAX_REPEATED = 100;
/** How deep introspection may go, whatever the limit is. */
const MAX_INTROSPECTION_DEPTH = 25;

interface Size {
  depth: number;
  fields: number;
}

class Measure {
  private written = 0;
  private readonly known = new Map<string, Size>();
  repeated: string | undefined;

  constructor(private readonly fragments: Fragments) {}

  get fields(): number {
    return this.written;
  }

  /** Depth and number of fields; introspection counts as flat unless it is very deep. */
  of(selectionSet: SelectionSetNode | undefined): Size {
    const size: Size = { depth: 0, fields: 0 };
    const names = new Map<string, number>();
    for (const node of selectionSet?.selections ?? []) {
      let inner: Size;
      if (node.kind === Kind.FIELD) {
        this.written += 1;
        const key = node.alias?.value ?? node.name.value;
        const count = (names.get(key) ?? 0) + 1;
        names.set(key, count);
        if (count > MAX_REPEATED) this.repeated = key;
        const below = this.of(node.selectionSet);
        const introspects = node.name.value.startsWith('__') && below.depth <= MAX_INTROSPECTION_DEPTH;
        inner = { depth: introspects ? 1 : below.depth + 1, fields: below.fields + 1 };
      } else
        inner =
          node.kind === Kind.INLINE_FRAGMENT ? this.of(node.selectionSet) : this.fragment(node.name.value);
      size.depth = Math.max(size.depth, inner.depth);
      size.fields += inner.fields;
    }
    return size;
  }

  /** Each fragment is measured once; one that spreads itself counts as empty here and is refused by validation. */
  private fragment(name: string): Size {
    const known = this.known.get(name);
    if (known) return known;
    this.known.set(name, { depth: 0, fields: 0 });
    const size = this.of(this.fragments[name]?.selectionSet);
    this.known.set(name, size);
    return size;
  }
}

/** The first limit that a document breaks. */
export function checkLimits(document: DocumentNode, maxDepth: number): AppSyncError | undefined {
  const measure = new Measure(fragmentsOf(document));
  let depth = 0;
  let fields = 0;
  for (const node of document.definitions) {
    if (!('selectionSet' in node)) continue;
    const size = measure.of(node.selectionSet);
    depth = Math.max(depth, size.depth);
    fields = Math.max(fields, size.fields);
  }
  if (depth > maxDepth)
    return plainError(
      `The document nests ${depth} levels deep; at most ${maxDepth} are allowed. Ask for less at once.`,
      'QueryDepthLimitReached',
    );
  if (measure.fields > MAX_FIELDS || fields > MAX_EXPANDED_FIELDS)
    return plainError(
      `The document asks for ${Math.max(fields, measure.fields)} fields; at most ${MAX_FIELDS} written and ${MAX_EXPANDED_FIELDS} with fragments spread out are allowed.`,
      'ResolverCountLimitReached',
    );
  if (measure.repeated !== undefined)
    return plainError(
      `The document names ${measure.repeated} more than ${MAX_REPEATED} times in one selection.`,
      'ResolverCountLimitReached',
    );
  return undefined;
}
