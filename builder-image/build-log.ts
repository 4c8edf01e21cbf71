/** The log of a deployment: bytes of commands go through cleaning, masking, line cutting and batching, in this order. */
import { createLogBatcher } from '../core/log-batcher';
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

/** The log of a deployment. */
export interface BuildLog {
  step(name: StepName): StepLog;
  /** Writes what waits and the end record; resolves when all is out. */
  end(): Promise<{ lines: number; hash: string }>;
}

/** A log for commands that nobody reads. */
export const silentLog: StepLog = {
  say: () => undefined,
  sink: () => ({ write: () => undefined, end: () => undefined }),
};

/** A log that writes its records to `output`. */
export const createBuildLog = (deploymentId: string, masker: Masker, output: OutputQueue): BuildLog => {
  const batcher = createLogBatcher({
    deploymentId,
    emit: (record) => output.write(serializeLogRecord(record)),
    clock: {
      now: Date.now,
      after(milliseconds, callback) {
        const timer = setTimeout(callback, milliseconds);
        return () => clearTimeout(timer);
      },
    },
  });

  const createSink = (name: StepName, stderr: boolean): LogSink => {
    const text = createLogText();
    const masking = masker.stream();
    const lines = createLogLines();
    return {
      write(bytes) {
        batcher.add(name, lines.push(masking.push(text.push(bytes))), stderr);
        return output.full();
      },
      end() {
        batcher.add(name, lines.push(masking.push(text.end()) + masking.end()), stderr);
        batcher.add(name, lines.end(), stderr);
      },
    };
  };

  return {
    step: (name) => ({
      say: (text) => batcher.add(name, masker.text(text).split('\n'), false),
      sink: (stderr) => createSink(name, stderr),
    }),
    async end() {
      const end = batcher.end();
      await output.flush();
      return end;
    },
  };
};
