/** Brings in lines of a log that were lost on their way, from what the task printed. Repeats change nothing. */
import { logEndOf, type LogEnd, type SaidEnd } from '../../core/log-end';
import type { LogRecord } from '../../core/log-record';
import { parseLogRecord } from '../../core/log-record';
import { endOf, missingFrom, overlaps, rangeOf, withoutRange } from '../../core/log-ranges';
import type { DeploymentRecord, LineRange } from '../../core/records';
import { report } from '../adapters/report';
import { storedLogOf } from '../adapters/store/logs';
import { taskIdOf, taskLog } from '../adapters/task-log';
import { publishChunks } from './publish';

/** How long to look for lines; the function's own limit must leave time for the rest. */
const RECONCILE_MS = 12_000;

type Logged = Pick<DeploymentRecord, 'id' | 'taskArn'>;

/** Publishes what is missing, until nothing is or the time is up. Gives what the log itself says of its end. */
const bringIn = async (
  { id, taskArn }: Logged,
  said: SaidEnd | undefined,
  milliseconds: number,
): Promise<SaidEnd | undefined> => {
  if (taskArn === null) return said;
  const { stored } = await storedLogOf(id);
  const deadline = performance.now() + milliseconds;
  let end = said;
  let missing: LineRange[] | undefined = said && missingFrom(stored, said.lines);
  if (missing?.length === 0) return end;
  for await (const messages of taskLog(taskArn)) {
    const records = messages
      .map(parseLogRecord)
      .filter((record): record is LogRecord => record?.deploymentId === id);
    const chunks = records.filter((record) => record.type === 'chunk');
    end ??= records.find((record) => record.type === 'end');
    if (end === undefined && missing === undefined && chunks.length === 0) continue;
    // The last lines come first, so they tell how long the log is.
    const lines = end?.lines ?? endOf([...stored, ...chunks.map(rangeOf)]);
    const wanted: LineRange[] = missing ?? missingFrom(stored, lines);
    await publishChunks(
      taskIdOf(taskArn),
      chunks.filter((chunk) => overlaps(wanted, rangeOf(chunk))),
    );
    missing = chunks.reduce((left, chunk) => withoutRange(left, rangeOf(chunk)), wanted);
    if (missing.length === 0 || performance.now() > deadline) break;
  }
  return end;
};

/**
 * How a log has ended, after everything was tried to have it whole.
 *
 * @param said what the builder said of its end, if it did
 */
export const settleLog = async (
  deployment: Logged,
  said: SaidEnd | undefined,
  milliseconds = RECONCILE_MS,
): Promise<LogEnd> => {
  let end = said;
  try {
    end = await bringIn(deployment, said, milliseconds);
  } catch (error) {
    report('the rest of a log could not be read', error, { deploymentId: deployment.id });
  }
  return logEndOf(await storedLogOf(deployment.id), end);
};
