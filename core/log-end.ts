/** The end of a log: how long a deployment waits for its last lines, and what is known of it once all has been tried. */
import { endOf, missingFrom } from './log-ranges';
import type { DeploymentRecord, StoredLog } from './records';

/**
 * A deployment that is over waits for its log as long as lines keep coming. When none has come for so long, they are looked for at
 * their source, and what is not there either is noted as missing.
 */
export const LOG_GRACE_MS = 10_000;

/** What a builder, or the log itself, says of the log's end; undefined when nobody does. */
export interface SaidEnd {
  lines: number;
  hash: string;
}

/** The log's part of a deployment that has ended. */
export type LogEnd = Pick<DeploymentRecord, 'logLines' | 'logHash' | 'logMissing' | 'logRevision'>;

/** How a log has ended, as far as it is known: by the builder's word, or else by the lines that came. */
export const logEndOf = ({ stored, revision }: StoredLog, said: SaidEnd | undefined): LogEnd => {
  const lines = said?.lines ?? endOf(stored);
  return {
    logLines: lines,
    logHash: said?.hash ?? null,
    logMissing: missingFrom(stored, lines),
    logRevision: revision,
  };
};

/** How many lines a log of so many lacks. */
export const countMissing = ({ stored }: StoredLog, lines: number): number =>
  missingFrom(stored, lines).reduce((sum, { from, to }) => sum + to - from + 1, 0);
