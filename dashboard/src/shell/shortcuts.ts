/** Keyboard shortcuts: pages register theirs while they are shown, and the `?` dialog lists what is registered. */
import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';

interface Shortcut {
  key: string;
  label: string;
  run: () => void;
}

let shortcuts: readonly Shortcut[] = [];
const listeners = new Set<() => void>();

const change = (next: readonly Shortcut[]): void => {
  shortcuts = next;
  for (const listener of listeners) listener();
};

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));

const onKeyDown = (event: KeyboardEvent): void => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
    return;
  if (document.querySelector('[role="dialog"], [role="menu"]')) return;
  const found = shortcuts.findLast((shortcut) => shortcut.key === event.key);
  if (!found) return;
  event.preventDefault();
  found.run();
};

/** Runs something on a key while the caller is shown; not while a person types. */
export const useShortcut = (key: string, label: string, run: () => void): void => {
  const latest = useEffectEvent(run);
  useEffect(() => {
    const shortcut: Shortcut = { key, label, run: () => latest() };
    if (shortcuts.length === 0) window.addEventListener('keydown', onKeyDown);
    change([...shortcuts, shortcut]);
    return () => {
      change(shortcuts.filter((one) => one !== shortcut));
      if (shortcuts.length === 0) window.removeEventListener('keydown', onKeyDown);
    };
  }, [key, label]);
};

/** All that work now. */
export const useShortcuts = (): readonly Shortcut[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => shortcuts,
  );
