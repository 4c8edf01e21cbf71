/** What can be said on the command line. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** How to run. */
export interface Options {
  /** The dashboard's port; undefined: 4010, or the next that is free. 0: any. */
  port: number | undefined;
  /** The port of deployed functions; undefined: 4011, or the next that is free. 0: any. */
  sitesPort: number | undefined;
  /** Where everything is kept. */
  dataDirectory: string;
  /** The address of the person's own tunnel, by which GitHub reaches the webhook; undefined when there is none. */
  publicUrl: string | undefined;
  /** Whether to open the dashboard where there is a desktop. */
  open: boolean;
}

/** A command line that cannot be followed. */
export class UsageError extends Error {}

/** What `--help` prints. */
export const usage = `Usage: npm start -- [options]

  --port N         the port of dashboard and API (4010, or the next that is free; 0: any)
  --sites-port N   the port of deployed functions (4011, or the next that is free; 0: any)
  --data DIR       where everything is kept (./.trellis)
  --public-url URL where a tunnel of yours lets GitHub in, for webhook deliveries alone (none)
  --no-open        do not open the dashboard in a browser
  --help           this text`;

const parsePort = (name: string, text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535)
    throw new UsageError(`--${name} wants a number from 0 to 65535, not "${text}".`);
  return port;
};

const parsePublicUrl = (text: string | undefined): string | undefined => {
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const bare = url && url.origin === text.replace(/\/+$/, '').toLowerCase();
  if (url?.protocol !== 'https:' || !bare)
    throw new UsageError(
      `--public-url wants an address such as https://trellis.example.com, without a path, not "${text}".`,
    );
  return url.origin;
};

/**
 * Reads the command line.
 *
 * @param directory - where relative paths begin
 * @returns undefined when only help is wanted
 * @throws UsageError
 */
export const parseOptions = (argv: readonly string[], directory: string): Options | undefined => {
  let values: Record<string, string | boolean | undefined>;
  try {
    ({ values } = parseArgs({
      args: [...argv],
      options: {
        port: { type: 'string' },
        'sites-port': { type: 'string' },
        data: { type: 'string' },
        'public-url': { type: 'string' },
        'no-open': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }));
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message.split('. ')[0] + '.' : String(error));
  }
  if (values.help) return undefined;
  const text = (name: string): string | undefined => {
    const value = values[name];
    return typeof value === 'string' ? value : undefined;
  };
  if (text('data') === '') throw new UsageError('--data wants a folder.');
  return {
    port: parsePort('port', text('port')),
    sitesPort: parsePort('sites-port', text('sites-port')),
    dataDirectory: resolve(directory, text('data') ?? '.trellis'),
    publicUrl: parsePublicUrl(text('public-url')),
    open: values['no-open'] !== true,
  };
};
