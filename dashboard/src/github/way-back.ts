/** What GitHub's way back left in the address of the page. */
import { catalogue, TrellisError, type ErrorCode } from '../../../core/errors';
import type { Problem } from '../api/errors';

const isCode = (code: string): code is ErrorCode => Object.hasOwn(catalogue, code);

/** How somebody came back from GitHub. */
export interface WayBack {
  /** What went wrong, in the catalogue's words; never in the address's own. */
  problem?: Problem;
  /** True after the App was installed somewhere. */
  installed: boolean;
  /** True when an owner there must allow the installation first. */
  requested: boolean;
}

/** Reads the address's query. */
export const readWayBack = (query: URLSearchParams): WayBack => {
  const code = query.get('problem');
  const way = { installed: query.has('installed'), requested: query.has('requested') };
  if (code === null) return way;
  const known = isCode(code) && code.startsWith('github.') ? code : 'internal.unexpected';
  const { message, nextStep } = new TrellisError(known, { detail: 'the way back from GitHub failed' });
  return { ...way, problem: { message, nextStep } };
};
