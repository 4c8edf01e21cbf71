/** What a command prints, read from files while they grow. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { openOutputFile } from './output-file';

/** Takes bytes, which are the caller's again afterwards; a promise asks to wait before giving more. */
type Take = (bytes: Buffer) => Promise<void> | undefined;

/** The output of one command. */
export interface CommandOutput {
  /** For the command: standard output and standard error. */
  descriptors: readonly [number, number];
  /** What the builder reads them by. */
  readers: readonly [number, number];
  /** To be called when the command has been started. */
  started(): void;
  /** Reads what has been written until now, and no more; then lets go of the files. */
  end(): Promise<void>;
}

/** How the reader of a command's output is told of it. */
export interface OutputListener {
  stdout: Take;
  stderr: Take;
  /** The command prints faster than it can be read, and should pause; or it may go on. */
  onBehind(behind: boolean): void;
}

/** The reader looks by itself as well: not every file system tells of changes. */
const lookMs = 10;
const pieceBytes = 65_536;
/** A command that is so far ahead pauses, so that one which prints without end does not fill the disk at once. */
const tooFar = 64_000_000;
const nearAgain = 8_000_000;

/** Opens the files in a directory and begins to read; throws when they cannot be made. */
export const openCommandOutput = (directory: string, listener: OutputListener): CommandOutput => {
  let changed = false;
  let wake = (): void => undefined;
  const onChange = (): void => {
    changed = true;
    wake();
  };
  const stdout = openOutputFile(directory, onChange);
  const stderr = openOutputFile(directory, onChange);
  const out = { file: stdout, take: listener.stdout, limit: Infinity };
  const err = { file: stderr, take: listener.stderr, limit: Infinity };
  const streams = [out, err];
  const buffer = Buffer.allocUnsafe(pieceBytes);

  /** Reads a piece of a stream, of what waits there. Gives its length in bytes. */
  const readPiece = async (stream: typeof out, waiting: number): Promise<number> => {
    const count = stream.file.read(buffer.subarray(0, Math.min(pieceBytes, stream.limit, waiting)));
    stream.limit -= count;
    if (count > 0) await stream.take(buffer.subarray(0, count));
    return count;
  };

  /** Bytes of standard error that wait, and bytes of standard output that are to be read before them. */
  let errors = 0;
  let before = 0;
  const readPieces = async (): Promise<boolean> => {
    // Looked up first, so that what was printed on standard output before it comes before it, however long that takes to read.
    if (errors === 0) {
      errors = stderr.unread();
      before = errors > 0 ? stdout.unread() : 0;
    }
    const count = await readPiece(out, Infinity);
    before -= count;
    if (errors === 0 || (count > 0 && before > 0)) return count > 0;
    const read = await readPiece(err, errors);
    errors = read > 0 ? errors - read : 0;
    return count > 0 || read > 0;
  };

  let ending = false;
  const readAll = async (): Promise<void> => {
    for (;;) {
      const last = ending;
      changed = false;
      // Heartbeats, signals and the log's own writes have their turn between pieces.
      while (await readPieces()) await nextTurn();
      if (last) return;
      if (!changed) await new Promise<void>((resolve) => (wake = resolve));
    }
  };

  let behind = false;
  const look = (): void => {
    const unread = stdout.unread() + stderr.unread();
    if (unread > (behind ? nearAgain : tooFar) !== behind) {
      behind = !behind;
      listener.onBehind(behind);
    }
    onChange();
  };

  const timer = setInterval(look, lookMs);
  const done = readAll();
  return {
    descriptors: [stdout.writer, stderr.writer],
    readers: [stdout.reader, stderr.reader],
    started() {
      for (const { file } of streams) file.closeWriter();
    },
    async end() {
      clearInterval(timer);
      // Whoever still writes by now must not hold up the end.
      for (const stream of streams) stream.limit = stream.file.unread();
      ending = true;
      onChange();
      await done;
      for (const { file } of streams) file.close();
    },
  };
};
