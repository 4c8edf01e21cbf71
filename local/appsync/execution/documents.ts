/** Parsed and validated documents, kept by their text. */
import { type DocumentNode, GraphQLError, type GraphQLSchema, parse } from 'graphql';
import type { AppSyncError } from './errors';
import { checkLimits, MAX_TOKENS } from './guards';
import { type Fragments, fragmentsOf, hasInnerAlias } from './selection';
import { validateDocument } from './validation';

/** A document that can run, or what is wrong with it. */
export type Prepared =
  | { ok: true; key: number; document: DocumentNode; fragments: Fragments; hasAlias: boolean }
  | { ok: false; malformed: string }
  | { ok: false; malformed?: undefined; errors: AppSyncError[] };

const MAX_KEPT = 500;
/** Longer texts are prepared each time, so that what is kept stays small. */
const MAX_KEPT_CHARACTERS = 32_768;

function parseText(text: string): DocumentNode | string {
  try {
    return parse(text, { maxTokens: MAX_TOKENS });
  } catch (error) {
    if (!(error instanceof GraphQLError)) return 'it nests too deeply';
    const at = error.locations?.[0];
    return at ? `line ${at.line}, column ${at.column}: ${error.message}` : error.message;
  }
}

/** Makes `prepare` for a schema. */
export function createDocuments(schema: GraphQLSchema, maxDepth: number): (text: string) => Prepared {
  const kept = new Map<string, Prepared>();
  let count = 0;

  const make = (text: string): Prepared => {
    const document = parseText(text);
    if (typeof document === 'string') return { ok: false, malformed: document };
    const limit = checkLimits(document, maxDepth);
    if (limit) return { ok: false, errors: [limit] };
    const errors = validateDocument(schema, document);
    if (errors.length > 0) return { ok: false, errors };
    count += 1;
    return {
      ok: true,
      key: count,
      document,
      fragments: fragmentsOf(document),
      hasAlias: hasInnerAlias(document),
    };
  };

  return (text) => {
    const known = kept.get(text);
    if (known) {
      kept.delete(text);
      kept.set(text, known);
      return known;
    }
    const prepared = make(text);
    if (text.length <= MAX_KEPT_CHARACTERS) {
      const oldest = kept.size >= MAX_KEPT ? kept.keys().next().value : undefined;
      if (oldest !== undefined) kept.delete(oldest);
      kept.set(text, prepared);
    }
    return prepared;
  };
}
