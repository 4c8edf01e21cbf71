/** Which branch a repository shows first. */
import type { RemoteHeads } from './types';

const HEADS = 'refs/heads/';

/**
 * The branches with the default one: that which HEAD names, or one that holds the commit which HEAD holds.
 *
 * @param target the ref that HEAD names, when the host tells it
 * @param hash the commit that HEAD holds
 */
export const withDefault = (
  branches: Map<string, string>,
  target: string | undefined,
  hash: string | undefined,
): RemoteHeads => {
  const named = target?.startsWith(HEADS) ? target.slice(HEADS.length) : undefined;
  const same = [...branches].find(([, each]) => each === hash)?.[0];
  return { defaultBranch: (named !== undefined && branches.has(named) ? named : same) ?? null, branches };
};
