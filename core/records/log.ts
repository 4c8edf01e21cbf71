/** A log, as the table keeps it. */

import type { StepName } from './summary';

/** Lines of a log by their numbers, both ends included. */
export interface LineRange {
  from: number;
  to: number;
}

/** What is stored of a log: `pk = DEP#deploymentId`, `sk = LOG`. */
export interface StoredLog {
  /** In order; stretches that touch are one, so a log without holes has one. */
  stored: LineRange[];
  /** Grows with each change, so that two writers do not forget each other's lines. */
  revision: number;
}

/** Lines of a log, cut once at the source: `pk = LOG#deploymentId`, `sk` = `firstSeq` in twelve digits. */
export interface LogChunk {
  deploymentId: string;
  firstSeq: number;
  count: number;
  step: StepName;
  /** When the first line was printed, in milliseconds since 1970. */
  time: number;
  /** The lines joined by newlines, secrets masked. */
  text: string;
  /** Which lines, counted from 0 in this chunk, came from standard error. */
  stderr: number[];
  /** True when the last line goes on in the next chunk. */
  continues: boolean;
}
