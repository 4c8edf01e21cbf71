/** What one entry of the error catalogue says, and how it is written; the entries stand in the files beside, by subject. */

/** How an error is answered: which HTTP status a route gives it, and whether trying again can help. */
export type ErrorKind =
  'invalid' | 'not_found' | 'conflict' | 'forbidden' | 'unauthenticated' | 'upstream' | 'internal';

/** One error. Texts in braces are filled in by the thrower. */
export interface CatalogueEntry {
  kind: ErrorKind;
  /** One sentence: what is blocked, and why. */
  message: string;
  nextStep: string;
}

/** An entry of the catalogue, written in one line or four. */
export const entry = (kind: ErrorKind, message: string, nextStep: string): CatalogueEntry => ({
  kind,
  message,
  nextStep,
});
