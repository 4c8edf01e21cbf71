/** Where a page stands: pages say their own crumbs, the header shows them. */
import { useEffect, useSyncExternalStore } from 'react';

export interface Crumb {
  label: string;
  to?: string;
}

let crumbs: readonly Crumb[] = [];
const listeners = new Set<() => void>();

const change = (next: readonly Crumb[]): void => {
  crumbs = next;
  for (const listener of listeners) listener();
};

/** Says where the caller stands, below Apps. */
export const useCrumbs = (...own: Crumb[]): void => {
  const key = JSON.stringify(own);
  useEffect(() => {
    change(JSON.parse(key) as Crumb[]);
    return () => change([]);
  }, [key]);
};

export const useAllCrumbs = (): readonly Crumb[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => crumbs,
  );
