/**
 * A file that takes one stream of a command's output. Programs write to a file at once, to a pipe only while there is room: Node.js
 * keeps what does not fit and forgets it at `process.exit()`, which is how test runners end. A file loses nothing.
 */
import { randomUUID } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readSync, unlinkSync, watch } from 'node:fs';
import { join } from 'node:path';

/** A file without a name, open for a command to write to and for the builder to read from. */
export interface OutputFile {
  /** For the command; it always writes at the end, whoever shares it. */
  writer: number;
  reader: number;
  /** To be called once the command has the writer. */
  closeWriter(): void;
  /** Reads on; 0 when there is nothing new. */
  read(into: Buffer): number;
  /** Bytes that wait to be read. */
  unread(): number;
  close(): void;
}

const { O_APPEND, O_CREAT, O_EXCL, O_WRONLY, O_RDONLY } = constants;
// Nobody opens it for writing once more: `> /dev/stderr` would cut off what is not read yet. (The root user still can.)
const readOnly = 0o400;

/** Makes the file; `onChange` is called when it may have grown, where the system tells. */
export const openOutputFile = (directory: string, onChange: () => void): OutputFile => {
  const path = join(directory, `output-${randomUUID()}`);
  const writer = openSync(path, O_WRONLY | O_APPEND | O_CREAT | O_EXCL, readOnly);
  const reader = openSync(path, O_RDONLY);
  const changes = (() => {
    try {
      return watch(path, onChange).on('error', () => undefined);
    } catch {
      // No more watches to be had: the reader looks by itself, a little later.
      return undefined;
    }
  })();
  // The descriptors are enough; this way nothing is left behind, however the builder ends.
  unlinkSync(path);

  let position = 0;
  let writerOpen = true;
  const closeWriter = (): void => {
    if (writerOpen) closeSync(writer);
    writerOpen = false;
  };
  return {
    writer,
    reader,
    closeWriter,
    read(into) {
      const count = readSync(reader, into, 0, into.length, position);
      position += count;
      return count;
    },
    unread() {
      const { size } = fstatSync(reader);
      if (size < position) position = 0;
      return size - position;
    },
    close() {
      closeWriter();
      changes?.close();
      closeSync(reader);
    },
  };
};
