import { useState } from 'react';
import { problemOf, type Problem } from '../api/errors';

interface Draft<T extends object> {
  /** What is stored, with what was changed here on top. */
  values: T;
  changes: Partial<T>;
  changed: boolean;
  busy: boolean;
  problem: Problem | undefined;
  set: (changes: Partial<T>) => void;
  discard: () => void;
  /** Saves by the given call; the changes are dropped when it worked. */
  save: (call: (changes: Partial<T>) => Promise<void>) => void;
}

/** Keeps only what a person changed, so that live updates of everything else show through. */
export const useDraft = <T extends object>(stored: T): Draft<T> => {
  const [changes, setChanges] = useState<Partial<T>>({});
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const discard = (): void => {
    setChanges({});
    setProblem(undefined);
  };
  return {
    values: { ...stored, ...changes },
    changes,
    changed: (Object.keys(changes) as (keyof T)[]).some((key) => changes[key] !== stored[key]),
    busy,
    problem,
    set: (more) => setChanges({ ...changes, ...more }),
    discard,
    save: (call) => {
      setBusy(true);
      call(changes)
        .then(discard)
        .catch((thrown: unknown) => setProblem(problemOf(thrown)))
        .finally(() => setBusy(false));
    },
  };
};
