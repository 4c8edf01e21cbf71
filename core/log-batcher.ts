/**
 * Numbers the lines of a deployment and cuts them into records, once and for all: full ones at once, others after a short
 * wait. Also keeps the running hash that the end record carries.
 */
import { createHash } from 'node:crypto';
import type { ChunkRecord, LogRecord } from './log-record';
import { maxRecordBytes } from './log-record';
import type { StepName } from './records';

/** How long lines wait for company: in a quiet stream, and in a busy one, in milliseconds. */
export const quietWaitMs = 10;
export const busyWaitMs = 50;
/** A record with so many lines makes the stream a busy one. */
const busyLines = 20;

/** Time, as a log needs it; tests bring their own. */
export interface LogClock {
  now(): number;
  /** Calls back after a wait; the returned function calls it off. */
  after(milliseconds: number, callback: () => void): () => void;
}

/** Where lines come from: one object for each stream of a command, since only its own lines can go on with its open one. */
export interface LogOrigin {
  step: StepName;
  stderr: boolean;
}

/** Takes lines, gives records. */
export interface LogBatcher {
  /** Lines of one origin, masked and without newlines. The first one goes on with a part of this origin that is still open. */
  add(origin: LogOrigin, lines: readonly string[]): void;
  /** The beginning of a line that is not complete yet, or more of it; goes out at once. Lines of another origin close it. */
  addPart(origin: LogOrigin, text: string): void;
  /** Cuts now what waits. */
  flush(): void;
  /** Cuts what waits and writes the end record. */
  end(): { lines: number; hash: string };
}

/** What a batcher needs. */
export interface BatcherOptions {
  deploymentId: string;
  emit: (record: LogRecord) => void;
  clock: LogClock;
  /** The longest record; left out, what a log may hold. */
  maxBytes?: number;
}

/** Room for everything in a record but its lines: names, numbers, the id. */
const envelopeBytes = 300;
/** What a line adds at most besides its text: `\n`, and its number and a comma in `stderr`. */
const lineOverhead = 2;

const plain = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;

/** How many bytes a text takes inside a JSON string. */
const jsonBytes = (text: string): number =>
  plain.test(text) ? text.length : Buffer.byteLength(JSON.stringify(text)) - 2;

/** The longest beginning of a text that fits; never half a surrogate pair. */
const fitting = (text: string, bytes: number): number => {
  let low = 0;
  let high = Math.min(text.length, bytes);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (jsonBytes(text.slice(0, middle)) <= bytes) low = middle;
    else high = middle - 1;
  }
  const last = text.charCodeAt(low - 1);
  return low > 1 && low < text.length && last >= 0xd800 && last <= 0xdbff ? low - 1 : low;
};

/** A batcher for one deployment. */
export const createLogBatcher = ({ deploymentId, emit, clock, maxBytes }: BatcherOptions): LogBatcher => {
  const room = (maxBytes ?? maxRecordBytes) - envelopeBytes - jsonBytes(deploymentId);
  const hash = createHash('sha256');
  let nextSeq = 0;
  let lines: string[] = [];
  let stderrLines: number[] = [];
  let bytes = 0;
  let step: StepName = 'CLONE';
  let time = 0;
  let busy = false;
  let callOff: (() => void) | undefined;
  /** Whose part went out last, so that the next line goes on with it. */
  let open: LogOrigin | undefined;
  /** Whose part was closed before its line was complete: of an empty rest nothing is to be said. */
  const closed = new Set<LogOrigin>();

  const cut = (continues: boolean): void => {
    callOff?.();
    callOff = undefined;
    if (lines.length === 0) return;
    const text = lines.join('\n');
    hash.update(continues ? text : `${text}\n`);
    const record: ChunkRecord = {
      trellis: 1,
      type: 'chunk',
      deploymentId,
      firstSeq: nextSeq,
      count: lines.length,
      step,
      time,
      text,
      stderr: stderrLines,
      continues,
    };
    nextSeq += lines.length;
    busy = lines.length >= busyLines;
    lines = [];
    stderrLines = [];
    bytes = 0;
    emit(record);
  };

  const put = (line: string, size: number, stderr: boolean): void => {
    if (lines.length === 0) time = clock.now();
    if (stderr) {
      stderrLines.push(lines.length);
      bytes += String(lines.length).length + 1;
    }
    lines.push(line);
    bytes += size + lineOverhead;
  };

  const addLine = (line: string, stderr: boolean): void => {
    let rest = line;
    let size = jsonBytes(rest);
    const numberBytes = stderr ? String(lines.length).length + 1 : 0;
    if (bytes + size + lineOverhead + numberBytes > room) cut(false);
    while (size + lineOverhead + 2 > room) {
      const length = fitting(rest, room - lineOverhead - 2);
      const part = rest.slice(0, length);
      put(part, jsonBytes(part), stderr);
      cut(true);
      rest = rest.slice(length);
      size = jsonBytes(rest);
    }
    put(rest, size, stderr);
  };

  /** Nothing of another origin may come between a part and its rest. */
  const take = (origin: LogOrigin): void => {
    if (open !== undefined && open !== origin) {
      put('', 0, open.stderr);
      closed.add(open);
      open = undefined;
    }
    if (origin.step !== step) cut(false);
    step = origin.step;
  };

  return {
    add(origin, given) {
      const wasClosed = given.length > 0 && closed.delete(origin);
      const newLines = wasClosed && given[0] === '' ? given.slice(1) : given;
      if (newLines.length === 0) return;
      take(origin);
      open = undefined;
      for (const line of newLines) addLine(line, origin.stderr);
      callOff ??= clock.after(busy ? busyWaitMs : quietWaitMs, () => {
        callOff = undefined;
        cut(false);
      });
    },
    addPart(origin, text) {
      closed.delete(origin);
      take(origin);
      addLine(text, origin.stderr);
      cut(true);
      open = origin;
    },
    flush: () => cut(false),
    end() {
      if (open !== undefined) put('', 0, open.stderr);
      cut(false);
      const end = { lines: nextSeq, hash: hash.digest('hex') };
      emit({ trellis: 1, type: 'end', deploymentId, ...end });
      return end;
    },
  };
};
