/** Which Node.js commands get: the one that the repository asks for, where the machine has it. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { RequestedNode } from '../core/frameworks';
import { acceptsNodeMajor } from '../core/frameworks';

/** A folder with a `node` program for PATH, or a warning when the repository asks for what is not there. */
export interface NodeChoice {
  directory?: string;
  warning?: string;
}

const majorOf = (version: string): number => Number(/(\d+)/.exec(version)?.[1] ?? 0);

/** Chooses among the running version and the folders of `nodeDir`, which are named by version (`22`, `v22.12.0`). */
export const chooseNode = async (
  requested: RequestedNode | null,
  nodeDir: string | undefined,
  running: string = process.version,
): Promise<NodeChoice> => {
  if (requested === null || acceptsNodeMajor(requested.version, majorOf(running))) return {};
  const names = nodeDir === undefined ? [] : await readdir(nodeDir).catch(() => []);
  const fitting = names
    .filter((name) => /\d/.test(name) && acceptsNodeMajor(requested.version, majorOf(name)))
    .sort((one, other) => other.localeCompare(one, 'en', { numeric: true }))[0];
  if (nodeDir !== undefined && fitting !== undefined) return { directory: join(nodeDir, fitting, 'bin') };
  return {
    warning: `This repository asks for Node.js ${requested.version} (${requested.source}); commands run with ${running}.`,
  };
};
