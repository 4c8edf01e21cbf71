/** Secrets that are looked for afterwards, everywhere where none may be. */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { FaultHost } from './fault-host';

/** A secret that stands nowhere else in the world. */
export const newCanary = (random: () => number, name: string): string =>
  `canary-${name}-${Array.from({ length: 24 }, () => Math.floor(random() * 36).toString(36)).join('')}`;

const filesBelow = async (directory: string): Promise<string[]> => {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  const found = await Promise.all(
    entries.map((entry): Promise<string[]> => {
      const path = join(directory, entry.name);
      if (entry.isDirectory()) return filesBelow(path);
      return Promise.resolve(entry.isFile() ? [path] : []);
    }),
  );
  return found.flat();
};

/** The canaries of a host that stand in a file of its data folder, or in what it printed. */
export const canariesFound = async (host: FaultHost): Promise<string[]> => {
  if (host.canaries.size === 0) return [];
  const needles = [...host.canaries].flatMap((text) => [
    Buffer.from(text),
    Buffer.from(Buffer.from(text).toString('base64').replace(/=+$/, '').slice(0, -1)),
    Buffer.from(Buffer.from(text).toString('hex')),
  ]);
  const found: string[] = [];
  for (const file of await filesBelow(host.dataDir)) {
    const content = await readFile(file).catch(() => Buffer.alloc(0));
    if (needles.some((needle) => content.includes(needle)))
      found.push(`a secret stands in ${relative(host.dataDir, file)}`);
  }
  const { printed } = host.trellis.host;
  if (needles.some((needle) => printed.includes(needle.toString())))
    found.push('a secret was printed by the host');
  return found;
};
