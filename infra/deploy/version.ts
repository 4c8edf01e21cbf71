/** The version of this copy of Trellis. */
import { readFileSync } from 'node:fs';

/** Reads it from `package.json`. */
export const versionOf = (root: string): string =>
  (JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as { version: string }).version;
