/** One timer for all times on the page: they tick together, and not at all while the page is hidden. */
import { useSyncExternalStore } from 'react';

const makeClock = (intervalMs: number) => {
  let now = Date.now();
  let timer: ReturnType<typeof setInterval> | undefined;
  const listeners = new Set<() => void>();
  const tick = (): void => {
    if (document.hidden) return;
    now = Date.now();
    for (const listener of listeners) listener();
  };
  return {
    subscribe: (listener: () => void): (() => void) => {
      if (listeners.size === 0) {
        now = Date.now();
        timer = setInterval(tick, intervalMs);
        document.addEventListener('visibilitychange', tick);
      }
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearInterval(timer);
        document.removeEventListener('visibilitychange', tick);
      };
    },
    get: (): number => now,
  };
};

const seconds = makeClock(1000);
const slow = makeClock(10_000);
const still = { subscribe: () => () => undefined };

/** The present, renewed each second (`live`) or each ten seconds. */
export const useNow = (pace: 'second' | 'slow' | 'still'): number => {
  const store = pace === 'second' ? seconds : slow;
  return useSyncExternalStore(pace === 'still' ? still.subscribe : store.subscribe, store.get);
};
