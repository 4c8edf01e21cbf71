/** Finds a text in the whole log, closed steps included. Pure. */
import type { LogSection } from '../../../core/log-merge';
import type { StepName } from '../../../core/records';
import { stripAnsi } from './ansi';
import type { Mark } from './pieces';

export interface Hit {
  step: StepName;
  seq: number;
  from: number;
  to: number;
}

/** More hits than anybody steps through; what is over is not counted. */
export const MOST_HITS = 5_000;

/** All hits in order. Capitals count only when the query has some. */
export const findAll = (sections: readonly LogSection[], query: string): Hit[] => {
  if (query === '') return [];
  const exact = query !== query.toLowerCase();
  const hits: Hit[] = [];
  for (const { step, lines } of sections) {
    for (const line of lines) {
      const text = stripAnsi(line.text);
      const searched = exact ? text : text.toLowerCase();
      for (let at = searched.indexOf(query); at >= 0; at = searched.indexOf(query, at + query.length)) {
        hits.push({ step, seq: line.seq, from: at, to: at + query.length });
        if (hits.length >= MOST_HITS) return hits;
      }
    }
  }
  return hits;
};

/** Hits by line, ready to be drawn. */
export const marksBySeq = (
  hits: readonly Hit[],
  current: Hit | undefined,
): ReadonlyMap<number, readonly Mark[]> => {
  const marks = new Map<number, Mark[]>();
  for (const hit of hits) {
    const mark = { from: hit.from, to: hit.to, now: hit === current };
    const list = marks.get(hit.seq);
    if (list) list.push(mark);
    else marks.set(hit.seq, [mark]);
  }
  return marks;
};
