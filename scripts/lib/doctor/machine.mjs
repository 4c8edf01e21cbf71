import { accessSync, constants, existsSync, readFileSync, statfsSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { staleTargets } from '../build.mjs';
import { isInstalled } from '../install.mjs';
import { root } from '../paths.mjs';
import { run } from '../run.mjs';
import {
  judgeBrowser,
  judgeCurrent,
  judgeDataFolder,
  judgeDisk,
  judgeNode,
  judgePort,
  judgeProgram,
} from './judge.mjs';

const ports = [
  { port: 4010, what: 'the dashboard' },
  { port: 4011, what: 'deployed functions' },
];

const browsers = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** @param {string} path @returns {any} */
const readJson = (path) => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
};

/** @param {number} pid */
const isAlive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
};

/** @param {number} port @returns {Promise<boolean>} */
const isFree = (port) =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

/** @param {string} folder */
const lookAtFolder = (folder) => {
  const there = existsSync(folder);
  if (!there) return { there, writable: true, openToOthers: false };
  let writable = true;
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    writable = false;
  }
  const windows = process.platform === 'win32';
  const openToOthers = !windows && (statSync(folder).mode & 0o077) !== 0;
  const pid = readJson(`${folder}/lock`)?.pid;
  const holder = typeof pid === 'number' ? { pid, alive: isAlive(pid) } : undefined;
  return { there, writable, openToOthers, holder };
};

const findBrowser = () => {
  const places = (process.env.PATH ?? '').split(delimiter);
  const installed = browsers.flatMap((name) => places.map((place) => join(place, name))).find(existsSync);
  const packed = `${root}/node_modules/@sparticuz/chromium`;
  return installed ?? (existsSync(packed) ? 'the one that comes with the dependencies' : undefined);
};

/**
 * Looks at this machine. Nothing needs to be installed for that.
 *
 * @param {string} [dataFolder]
 */
export const inspectMachine = async (dataFolder = `${root}/.trellis`) => {
  const folder = lookAtFolder(dataFolder);
  const host = readJson(`${dataFolder}/host.json`);
  const ours = typeof host?.pid === 'number' && isAlive(host.pid) ? [host.port, host.sitesPort] : [];
  const [npm, git, ...free] = await Promise.all([
    run('npm', ['--version']),
    run('git', ['--version']),
    ...ports.map(({ port }) => isFree(port)),
  ]);
  const { bavail, bsize } = statfsSync(root);
  const stale = staleTargets();
  return [
    judgeNode(process.versions.node),
    judgeProgram('npm', npm, 'install Node.js together with npm'),
    judgeProgram('git', git, 'install git'),
    ...ports.map(({ port, what }, at) =>
      judgePort(port, what, ours.includes(port) ? 'ours' : free[at] ? 'free' : 'taken'),
    ),
    judgeDisk(bavail * bsize),
    ...judgeDataFolder(dataFolder, folder),
    judgeCurrent('Dependencies', isInstalled(root), 'npm start (or npm ci)'),
    judgeCurrent(
      stale.length === 0 ? 'Built parts' : `Built parts (${stale.join(', ')})`,
      stale.length === 0,
      'npm run build (npm start does it too)',
    ),
    judgeBrowser(findBrowser()),
  ];
};
