/** The host's own messages: one line each on standard error, so that standard output stays for what people asked for. */

/** Where an engine says what a person may want to know. Never give it a secret. */
export interface Log {
  info(message: string): void;
  warn(message: string, error?: unknown): void;
  error(message: string, error?: unknown): void;
}

const describe = (error: unknown): string => {
  if (error === undefined) return '';
  return error instanceof Error ? `: ${error.message}` : `: ${JSON.stringify(error)}`;
};

/** A log on standard error. Full stacks come with `TRELLIS_DEBUG=1`. */
export const createLog = (write: (line: string) => void = (line) => process.stderr.write(line)): Log => {
  const line = (level: string, message: string, error?: unknown): void => {
    const stack = process.env.TRELLIS_DEBUG && error instanceof Error ? `\n${error.stack ?? ''}` : '';
    write(`${new Date().toISOString().slice(11, 19)} ${level}${message}${describe(error)}${stack}\n`);
  };
  return {
    info: (message) => line('', message),
    warn: (message, error) => line('warning: ', message, error),
    error: (message, error) => line('error: ', message, error),
  };
};
