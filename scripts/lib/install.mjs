import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { root } from './paths.mjs';
import { Problem } from './problem.mjs';
import { step } from './progress.mjs';
import { run } from './run.mjs';

const lockFile = `${root}/package-lock.json`;
const installed = `${root}/node_modules/.package-lock.json`;
const stampFile = `${root}/node_modules/.trellis-install`;

/** @param {string} path */
const readOr = (path) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
};

const lockHash = () => createHash('sha256').update(readFileSync(lockFile)).digest('hex');

/**
 * npm writes its own list of what it installed as its last act, so an interrupted install has none. A list that names the
 * versions of the lock file means that somebody ran npm by hand, and nothing is left to do.
 */
const installedByHand = () => {
  const list = readOr(installed);
  if (!list) return false;
  /** @type {Record<string, { version?: string, optional?: boolean, devOptional?: boolean }>} */
  const wanted = JSON.parse(readFileSync(lockFile, 'utf8')).packages;
  /** @type {typeof wanted} */
  const present = JSON.parse(list).packages;
  return Object.entries(wanted).every(
    ([path, entry]) =>
      path === '' ||
      present[path]?.version === entry.version ||
      (!present[path] && (entry.optional || entry.devOptional)),
  );
};

/** @param {string} output */
const explain = (output) => {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET|ERR_SOCKET_TIMEOUT|ENETUNREACH/.test(output))
    return new Problem('The package registry cannot be reached, so the dependencies were not installed.', {
      next: 'check the network (or the registry in your npm settings), then try again.',
    });
  if (/EACCES|EPERM/.test(output))
    return new Problem('node_modules cannot be written by this user.', {
      next: 'remove node_modules or give it to this user (chown -R), then try again.',
    });
  if (/ENOSPC/.test(output))
    return new Problem('The disk is full, so the dependencies were not installed.', {
      next: 'free about 1 GB, then try again.',
    });
  return new Problem('Installing the dependencies failed.', {
    next: 'read the lines above, then try again.',
    detail: output,
  });
};

/** Installs the dependencies when they are missing, incomplete or older than the lock file. */
export const install = async () => {
  const hash = lockHash();
  if (readOr(stampFile) === hash && readOr(installed) !== undefined) return;
  if (!installedByHand()) {
    await step('Installing dependencies', async () => {
      // npm hands its own path down; a Node without npm on its path still finds it this way.
      const own = process.env.npm_execpath;
      const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
      const { code, output } =
        own && /\.c?js$/.test(own) ? await run(process.execPath, [own, ...args]) : await run('npm', args);
      if (code === 127)
        throw new Problem('npm was not found.', {
          next: 'install Node.js together with npm, then try again.',
        });
      if (code !== 0) throw explain(output);
    });
  }
  writeFileSync(stampFile, hash);
};
