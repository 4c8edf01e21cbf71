/** What is known of a log's end: whole, with lines missing, removed, or not there yet. Pure. */
import type { Gap } from '../../../core/log-merge';
import type { LiveDeploymentFragment } from '../gql/graphql';
import { isTerminal } from '../../../core/states';

const DAY_MS = 86_400_000;

/** What a deployment says of its log. */
export type LogFacts = Pick<
  LiveDeploymentFragment,
  'status' | 'startedAt' | 'logLines' | 'logMissing' | 'logOmitted' | 'logExpiresAt'
>;

/** What the page has of it. */
export interface HereOfLog {
  /** How many lines. */
  size: number;
  gaps: readonly Gap[];
  /** True while reads are under way that may bring more. */
  reading: boolean;
}

/** How a log ends. */
export type LogEnd =
  /** It goes on, or is still being read. */
  | { kind: 'open' }
  /** Its time was over: when that was, and how many days it was kept. */
  | { kind: 'removed'; at: string; days: number }
  /** Lines that never came: how many, and the first stretches. */
  | { kind: 'missing'; lines: number; gaps: readonly Gap[] }
  | { kind: 'complete'; omitted: number };

const lengthOf = ({ from, to }: Gap): number => to - from + 1;

/** True when the host says that lines of a gap never came: there is nothing to wait for. */
export const isMissing = ({ from, to }: Gap, logMissing: readonly Gap[]): boolean =>
  logMissing.some((each) => each.from <= to && each.to >= from);

/** @param now milliseconds since 1970 */
export const endOfLog = (facts: LogFacts, here: HereOfLog, now: number): LogEnd => {
  const { status, startedAt, logLines, logMissing, logOmitted, logExpiresAt } = facts;
  if (!isTerminal(status)) return { kind: 'open' };
  if (logExpiresAt && startedAt && Date.parse(logExpiresAt) <= now && here.size === 0 && !here.reading) {
    const days = Math.round((Date.parse(logExpiresAt) - Date.parse(startedAt)) / DAY_MS);
    return { kind: 'removed', at: logExpiresAt, days };
  }
  const known = logLines ?? here.size;
  if (known === 0) return { kind: 'open' };
  if (here.size >= known && here.gaps.length === 0) return { kind: 'complete', omitted: logOmitted ?? 0 };
  const unread = here.gaps.filter((gap) => !isMissing(gap, logMissing));
  if (here.reading && unread.length > 0) return { kind: 'open' };
  const lines = here.gaps.reduce((sum, gap) => sum + lengthOf(gap), 0);
  return lines > 0 ? { kind: 'missing', lines, gaps: here.gaps } : { kind: 'open' };
};

const MOST_NAMED = 3;

/** "line 5", "lines 5–9, 12 and others", as readers count them: from 1. */
export const namesOfGaps = (gaps: readonly Gap[]): string => {
  const names = gaps
    .slice(0, MOST_NAMED)
    .map(({ from, to }) => (from === to ? `${from + 1}` : `${from + 1}–${to + 1}`));
  const [first] = gaps;
  const one = gaps.length === 1 && first?.from === first?.to;
  return `${one ? 'line' : 'lines'} ${names.join(', ')}${gaps.length > MOST_NAMED ? ' and others' : ''}`;
};
