/**
 * The log of a deployment: bytes of commands go through cleaning, masking, line cutting, the log's limit and batching, in this order.
 */
import { createLogBatcher, type LogClock, type LogOrigin } from '../core/log-batcher';
import { createLogCap } from '../core/log-cap';
import { createLogLines } from '../core/log-lines';
import { serializeLogRecord } from '../core/log-record';
import { createLogText } from '../core/log-text';
import type { Masker } from '../core/masking';
import type { StepName } from '../core/records';
import type { OutputQueue } from './output';

/** Takes what a command writes to one of its streams. */
interface LogSink {
  /** Gives a promise to wait for when the log cannot keep up. The bytes are the caller's again at once. */
  write(bytes: Uint8Array): Promise<void> | undefined;
  end(): void;
}

/** Where lines go while a step runs. */
export interface StepLog {
  /** Trellis' own word, one line or several. */
  say(text: string): void;
  /** A sink for one stream of one command. */
  sink(stderr: boolean): LogSink;
}

/** How a log has ended. */
interface BuildLogEnd {
  lines: number;
  hash: string;
  /** Lines that were left out because the log was over its limit. */
  omitted: number;
}

/** The log of a deployment. */
export interface BuildLog {
  step(name: StepName): StepLog;
  /** Writes what waits and the end record; resolves when all is out. */
  end(): Promise<BuildLogEnd>;
}

/** What a log is made of. */
export interface BuildLogOptions {
  deploymentId: string;
  masker: Masker;
  output: OutputQueue;
  /** A longer log keeps its head and its tail. */
  limitMb: number;
  clock?: LogClock;
}

/** A line without an end, such as a prompt, is shown when its stream has said nothing more for so long. */
export const partMs = 1_000;

const realClock: LogClock = {
  now: Date.now,
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};

/** A log for commands that nobody reads. */
export const silentLog: StepLog = {
  say: () => undefined,
  sink: () => ({ write: () => undefined, end: () => undefined }),
};

/** A log that writes its records to `output`. */
export const createBuildLog = ({
  deploymentId,
  masker,
  output,
  limitMb,
  clock = realClock,
}: BuildLogOptions): BuildLog => {
  const emit = (record: Parameters<typeof serializeLogRecord>[0]): void =>
    output.write(serializeLogRecord(record));
  const batcher = createLogBatcher({ deploymentId, emit, clock });
  const cap = createLogCap(batcher, limitMb);

  const createSink = (origin: LogOrigin): LogSink => {
    const text = createLogText();
    const masking = masker.stream();
    const lines = createLogLines();
    let callOff: (() => void) | undefined;

    // What masking holds back has not come this far, so a part never shows the beginning of a secret.
    const showPart = (): void => {
      callOff = undefined;
      const part = cap.isOpen() && !text.holds() ? lines.release() : '';
      if (part !== '') cap.addPart(origin, part);
    };
    const add = (masked: string): void => {
      callOff?.();
      cap.add(origin, lines.push(masked));
      callOff = lines.waits() && cap.isOpen() ? clock.after(partMs, showPart) : undefined;
    };
    return {
      write(bytes) {
        add(masking.push(text.push(bytes)));
        return output.full();
      },
      end() {
        add(masking.push(text.end()) + masking.end());
        callOff?.();
        cap.add(origin, lines.end());
      },
    };
  };

  return {
    step: (name) => ({
      say: (text) => cap.add({ step: name, stderr: false }, masker.text(text).split('\n')),
      sink: (stderr) => createSink({ step: name, stderr }),
    }),
    async end() {
      for (const { origin, lines } of cap.rest()) {
        batcher.add(origin, lines);
        await output.full();
      }
      const end = batcher.end();
      await output.flush();
      return { ...end, omitted: cap.omitted() };
    },
  };
};
