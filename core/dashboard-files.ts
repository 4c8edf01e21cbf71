/** The dashboard's files: which addresses are files and which are the page, and how each is sent. Every host goes by it. */

const types = new Map([
  ['html', 'text/html; charset=utf-8'],
  ['js', 'text/javascript; charset=utf-8'],
  ['css', 'text/css; charset=utf-8'],
  ['json', 'application/json'],
  ['svg', 'image/svg+xml'],
  ['png', 'image/png'],
  ['ico', 'image/x-icon'],
  ['woff2', 'font/woff2'],
  ['txt', 'text/plain; charset=utf-8'],
  ['webmanifest', 'application/manifest+json'],
]);

/** The endings of names that are files. */
export const fileEndings: readonly string[] = [...types.keys()];

/** Below it every file has the hash of its content in its name. */
export const hashedFiles = '/assets/';

/** What comes after the last dot of the last part; empty when there is none. */
const endingOf = (path: string): string => /\.([^./]+)$/.exec(path)?.[1] ?? '';

/** The media type of a file. */
export const contentTypeOf = (path: string): string =>
  types.get(endingOf(path)) ?? 'application/octet-stream';

/** True when an address means a file; every other address is the page itself. */
export const isFileAddress = (path: string): boolean =>
  path.startsWith(hashedFiles) || types.has(endingOf(path));

/** How long a file may be kept: for ever when its name changes with its content, else it is asked for again. */
export const cacheControlOf = (path: string): string => {
  if (path.startsWith(hashedFiles)) return 'public, max-age=31536000, immutable';
  return path === '/config.json' ? 'no-store' : 'no-cache';
};
