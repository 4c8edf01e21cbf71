/** What a person reads when Trellis has started. */
import { relative } from 'node:path';
import type { HostFile } from './host-file';

/** Lines of a table: a name, a value. */
const table = (rows: readonly (readonly [string, string])[]): string =>
  rows.map(([name, value]) => `  ${`${name}:`.padEnd(12)}${value}`).join('\n');

/** A path as short as it is unambiguous. */
const short = (path: string): string => {
  const fromHere = relative(process.cwd(), path);
  return fromHere === '' || fromHere.startsWith('..') ? path : `./${fromHere}`;
};

/** Where everything is. */
export const addresses = (info: HostFile, dataDirectory: string): string =>
  table([
    ['Dashboard', info.url],
    ['API', info.graphqlUrl],
    ['Functions', `${info.sitesUrl}/<app>/<environment>/`],
    ['Data', short(dataDirectory)],
    ['Token', `${short(info.tokenFile)} (for scripts)`],
    ...(info.exampleRepository ? [['Example', short(info.exampleRepository)] as const] : []),
    ['Stop', 'Ctrl+C'],
  ]);

/** The whole text after a start. */
export const banner = (options: {
  version: string;
  info: HostFile;
  dataDirectory: string;
  link: string;
  opened: boolean;
  notes: readonly string[];
  seconds: number;
}): string => {
  const { version, info, dataDirectory, link, opened, notes, seconds } = options;
  const how = opened
    ? 'Opened in your browser. This link signs you in, once'
    : 'Sign in with this link, once';
  return [
    '',
    `  Trellis ${version}   ready in ${seconds.toFixed(1)} s`,
    '',
    ...notes.map((note) => `  ${note}`),
    ...(notes.length > 0 ? [''] : []),
    addresses(info, dataDirectory),
    '',
    `  ${how}:`,
    `  ${link}`,
    '',
    '',
  ].join('\n');
};
