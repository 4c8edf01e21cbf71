import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { root } from './paths.mjs';
import { Problem } from './problem.mjs';
import { step } from './progress.mjs';
import { run } from './run.mjs';

/**
 * Where a package's list of dependencies stands, and where npm notes what it installed.
 *
 * @param {string} directory
 */
const filesOf = (directory) => ({
  lockFile: `${directory}/package-lock.json`,
  installed: `${directory}/node_modules/.package-lock.json`,
  stampFile: `${directory}/node_modules/.trellis-install`,
});

/** @param {string} path */
const readOr = (path) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
};

/** @param {string} lockFile */
const lockHash = (lockFile) => createHash('sha256').update(readFileSync(lockFile)).digest('hex');

/**
 * npm writes its own list of what it installed as its last act, so an interrupted install has none. A list that names the
 * versions of the lock file means that somebody ran npm by hand, and nothing is left to do.
 *
 * @param {ReturnType<typeof filesOf>} files
 */
const installedByHand = ({ installed, lockFile }) => {
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

/**
 * True when a package's dependencies are installed as its lock file says.
 *
 * @param {string} directory
 */
export const isInstalled = (directory) => {
  const files = filesOf(directory);
  const stamped = readOr(files.stampFile) === lockHash(files.lockFile);
  return (stamped && readOr(files.installed) !== undefined) || installedByHand(files);
};

/**
 * Installs a package's dependencies when they are missing, incomplete or older than its lock file.
 *
 * @param {string} directory
 * @param {string} title
 */
const installIn = async (directory, title) => {
  const files = filesOf(directory);
  const hash = lockHash(files.lockFile);
  if (readOr(files.stampFile) === hash && readOr(files.installed) !== undefined) return;
  if (!installedByHand(files)) {
    await step(title, async () => {
      // npm hands its own path down; a Node without npm on its path still finds it this way.
      const own = process.env.npm_execpath;
      const args = ['ci', '--prefix', directory, '--no-audit', '--no-fund', '--loglevel=error'];
      const { code, output } =
        own && /\.c?js$/.test(own) ? await run(process.execPath, [own, ...args]) : await run('npm', args);
      if (code === 127)
        throw new Problem('npm was not found.', {
          next: 'install Node.js together with npm, then try again.',
        });
      if (code !== 0) throw explain(output);
    });
  }
  writeFileSync(files.stampFile, hash);
};

/**
 * Installs the dependencies that are not there yet.
 *
 * @param {{ infra?: boolean }} [options] `infra`: also those of the AWS host, which nobody needs who runs Trellis on one machine
 */
export const install = async ({ infra = false } = {}) => {
  await installIn(root, 'Installing dependencies');
  if (infra) await installIn(`${root}/infra`, 'Installing what the AWS host needs');
};
