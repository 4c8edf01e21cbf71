import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { buildDirectory, root } from './paths.mjs';

const stampDirectory = `${buildDirectory}/stamps`;

/**
 * Every file below a path, in a fixed order; tests change no build.
 *
 * @param {string} path
 * @returns {string[]}
 */
const filesBelow = (path) => {
  const stat = statSync(`${root}/${path}`, { throwIfNoEntry: false });
  if (!stat) return [];
  if (!stat.isDirectory()) return [path];
  return readdirSync(`${root}/${path}`)
    .sort()
    .flatMap((name) =>
      name === 'node_modules' || /\.test\.tsx?$/.test(name) ? [] : filesBelow(`${path}/${name}`),
    );
};

/**
 * One hash over the content of everything that a build reads.
 *
 * @param {readonly string[]} inputs
 */
export const hashInputs = (inputs) => {
  const hash = createHash('sha256');
  for (const file of inputs.flatMap(filesBelow))
    hash
      .update(`${file}\0`)
      .update(readFileSync(`${root}/${file}`))
      .update('\0');
  return hash.digest('hex');
};

/** @param {string} name */
export const readStamp = (name) => {
  try {
    return readFileSync(`${stampDirectory}/${name}`, 'utf8');
  } catch {
    return undefined;
  }
};

/**
 * @param {string} name
 * @param {string} stamp
 */
export const writeStamp = (name, stamp) => {
  mkdirSync(stampDirectory, { recursive: true });
  writeFileSync(`${stampDirectory}/${name}`, stamp);
};
