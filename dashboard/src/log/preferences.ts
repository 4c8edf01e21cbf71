/** How a person likes to read logs, remembered by this browser. */
import { useSyncExternalStore } from 'react';

export type Times = 'off' | 'elapsed' | 'clock';

export interface Preferences {
  wrap: boolean;
  times: Times;
}

const KEY = 'trellis-log';
const fallback: Preferences = { wrap: true, times: 'off' };

const read = (): Preferences => {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Preferences>;
    const times = kept.times === 'elapsed' || kept.times === 'clock' ? kept.times : 'off';
    return { wrap: kept.wrap ?? fallback.wrap, times };
  } catch {
    return fallback;
  }
};

let current: Preferences | undefined;
const listeners = new Set<() => void>();

const get = (): Preferences => (current ??= read());

const change = (next: Partial<Preferences>): void => {
  current = { ...get(), ...next };
  try {
    localStorage.setItem(KEY, JSON.stringify(current));
  } catch {
    // Storage may be blocked; the choice then lasts as long as the page.
  }
  for (const listener of listeners) listener();
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** What follows a choice of times when the button is pressed. */
export const nextTimes: Record<Times, Times> = { off: 'elapsed', elapsed: 'clock', clock: 'off' };

export const usePreferences = (): [Preferences, (next: Partial<Preferences>) => void] => [
  useSyncExternalStore(subscribe, get),
  change,
];
