/**
 * How a builder writes its log: one JSON record a line on standard output, each a batch of lines that is never cut again.
 * The log forwarder reads these records and nothing else, so whatever else a task prints is no part of the log.
 */
import type { LogChunk, StepName } from './records';

/** The longest record in bytes, newline not counted: container log drivers split longer lines. */
export const maxRecordBytes = 16_000;

/**
 * Lines of a log. Every line has a number, `seq`; `firstSeq` is that of the first one here, and the next chunk's `firstSeq` is
 * `firstSeq + count`. When `continues` is true the last line goes on in the first line of the next chunk; each part has a
 * number of its own.
 */
export interface ChunkRecord extends LogChunk {
  trellis: 1;
  type: 'chunk';
}

/** The log's end: how many numbers were given, and SHA-256 over all lines, each followed by a newline. */
export interface EndRecord {
  trellis: 1;
  type: 'end';
  deploymentId: string;
  lines: number;
  /** 64 lower-case hexadecimal digits. */
  hash: string;
}

/** A record of a builder's log. */
export type LogRecord = ChunkRecord | EndRecord;

/** The record as one line, without its newline. */
export const serializeLogRecord = (record: LogRecord): string => JSON.stringify(record);

const stepNames: Record<StepName, true> = {
  CLONE: true,
  INSTALL: true,
  TEST: true,
  BUILD: true,
  DEPLOY: true,
  OUTPUTS: true,
};

const isStep = (value: unknown): value is StepName =>
  typeof value === 'string' && Object.hasOwn(stepNames, value);
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
const isId = (value: unknown): value is string => typeof value === 'string' && value !== '';

const parseChunk = (value: Record<string, unknown>): ChunkRecord | undefined => {
  const { deploymentId, firstSeq, count, step, time, text, stderr, continues } = value;
  if (!isId(deploymentId) || !isCount(firstSeq) || !isCount(count) || count === 0 || !isStep(step))
    return undefined;
  if (typeof time !== 'number' || typeof text !== 'string' || typeof continues !== 'boolean')
    return undefined;
  if (!Array.isArray(stderr) || !stderr.every((line): line is number => isCount(line) && line < count))
    return undefined;
  return { trellis: 1, type: 'chunk', deploymentId, firstSeq, count, step, time, text, stderr, continues };
};

const parseEnd = ({ deploymentId, lines, hash }: Record<string, unknown>): EndRecord | undefined =>
  isId(deploymentId) && isCount(lines) && typeof hash === 'string' && /^[0-9a-f]{64}$/.test(hash)
    ? { trellis: 1, type: 'end', deploymentId, lines, hash }
    : undefined;

/** Reads one line of a task's output; undefined when it is no record. */
export const parseLogRecord = (line: string): LogRecord | undefined => {
  if (!line.startsWith('{"trellis":1,') || Buffer.byteLength(line) > maxRecordBytes) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (!isObject(value)) return undefined;
  if (value.type === 'chunk') return parseChunk(value);
  return value.type === 'end' ? parseEnd(value) : undefined;
};
