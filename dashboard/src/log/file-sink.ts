/**
 * Where a downloaded log goes: straight into a file that the person chooses, where the browser can do that, else into a Blob, whose
 * parts the browser keeps outside of the page's memory.
 */

/** A file that is being written. */
export interface FileSink {
  write(text: string): Promise<void>;
  /** The file is whole. */
  close(): Promise<void>;
  /** The file is not wanted any more. */
  abort(): Promise<void>;
}

/** A file that cannot be written; its message says why. */
export class FileError extends Error {
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : 'The browser gave no reason.', { cause });
    this.name = 'FileError';
  }
}

const orFileError = <T>(work: Promise<T>): Promise<T> =>
  work.catch((thrown: unknown) => {
    throw new FileError(thrown);
  });

interface WritableFile {
  write(text: string): Promise<void>;
  close(): Promise<void>;
  abort(): Promise<void>;
}

/** The part of the File System Access API that is used; not every browser has it, and TypeScript's library does not either. */
type ShowSaveFilePicker = (options: {
  suggestedName: string;
  types: { description: string; accept: Record<string, string[]> }[];
}) => Promise<{ createWritable(): Promise<WritableFile> }>;

/** So much text is held before it becomes a part of the Blob, in characters. */
const PART = 4 * 1024 * 1024;
const TYPE = 'text/plain;charset=utf-8';
/** The browser reads the Blob after the click. */
const KEPT_MS = 60_000;

const isDismissal = (thrown: unknown): boolean => thrown instanceof Error && thrown.name === 'AbortError';

const saveAs = (name: string, blob: Blob): void => {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
};

/** A file that the browser keeps until it is whole, and then saves among the person's downloads. */
const openBlob = (name: string): FileSink => {
  let parts: Blob[] = [];
  let held: string[] = [];
  let length = 0;
  const cut = (): void => {
    parts.push(new Blob(held));
    held = [];
    length = 0;
  };
  return {
    write(text) {
      held.push(text);
      length += text.length;
      if (length >= PART) cut();
      return Promise.resolve();
    },
    close() {
      cut();
      saveAs(name, new Blob(parts, { type: TYPE }));
      return Promise.resolve();
    },
    abort() {
      parts = [];
      held = [];
      return Promise.resolve();
    },
  };
};

/**
 * Opens a file of that name. To be called right in the handler of a click.
 *
 * @returns undefined when the person chose none
 * @throws FileError, also from what is done with the file
 */
export const openFile = async (name: string): Promise<FileSink | undefined> => {
  const { showSaveFilePicker: pick } = window as { showSaveFilePicker?: ShowSaveFilePicker };
  if (!pick) return openBlob(name);
  const types = [{ description: 'Log', accept: { 'text/plain': ['.log'] } }];
  const opening = pick.call(window, { suggestedName: name, types }).then((file) => file.createWritable());
  const file = await opening.catch((thrown: unknown) => {
    if (isDismissal(thrown)) return undefined;
    throw new FileError(thrown);
  });
  if (!file) return undefined;
  return {
    write: (text) => orFileError(file.write(text)),
    close: () => orFileError(file.close()),
    abort: () => orFileError(file.abort()),
  };
};
