import { useDeferredValue, useMemo, useState } from 'react';
import type { LogMerge } from '../../../core/log-merge';
import { findAll, marksBySeq, type Hit } from './find';
import type { Mark } from './pieces';

export interface Find {
  open: boolean;
  query: string;
  /** How many were found, and which of them the reader stands on (from 0). */
  total: number;
  index: number;
  marks: ReadonlyMap<number, readonly Mark[]>;
  setOpen: (open: boolean) => void;
  setQuery: (query: string) => void;
  step: (by: 1 | -1) => void;
}

const none: ReadonlyMap<number, readonly Mark[]> = new Map();

/** Finding in the whole log; `onHit` brings a hit into view. */
export const useFind = (log: LogMerge, version: number, onHit: (hit: Hit) => void): Find => {
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState('');
  const [index, setIndex] = useState(0);
  const searched = open ? query : '';
  // What is typed is found at once; in lines that keep coming it may be found a moment later.
  const searchedVersion = useDeferredValue(version);
  // The log is one object that grows: its version says when to look again.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const hits = useMemo(() => findAll(log.sections, searched), [log, searchedVersion, searched]);
  const current = hits[Math.min(index, hits.length - 1)];
  const marks = useMemo(() => (hits.length > 0 ? marksBySeq(hits, current) : none), [hits, current]);
  const goTo = (next: number, among: readonly Hit[]): void => {
    if (among.length === 0) return;
    const wrapped = (next + among.length) % among.length;
    setIndex(wrapped);
    const hit = among[wrapped];
    if (hit) onHit(hit);
  };
  return {
    open,
    query,
    total: hits.length,
    index: Math.min(index, Math.max(0, hits.length - 1)),
    marks,
    setOpen,
    setQuery: (text) => {
      setQuery(text);
      goTo(0, findAll(log.sections, text));
      if (text === '') setIndex(0);
    },
    step: (by) => goTo(index + by, hits),
  };
};
