import { note, ok, problem } from './finding.mjs';

/** @typedef {import('./finding.mjs').Finding} Finding */

const oldestNode = [20, 19];
const neededBytes = 1024 ** 3;

/** @param {string} version - as `20.19.0` */
export const judgeNode = (version) => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [needMajor = 0, needMinor = 0] = oldestNode;
  return major > needMajor || (major === needMajor && minor >= needMinor)
    ? ok('Node.js', version)
    : problem('Node.js', `${version} is too old`, 'install Node.js 20.19 or newer');
};

/**
 * @param {string} name
 * @param {{ code: number, output: string }} answer - of the program asked for its version
 * @param {string} fix
 */
export const judgeProgram = (name, { code, output }, fix) =>
  code === 0
    ? ok(name, output.trim().replace(/^git version /, ''))
    : problem(name, 'was not found on this machine', fix);

/**
 * @param {number} port
 * @param {string} what - what it is for
 * @param {'free' | 'ours' | 'taken'} state
 */
export const judgePort = (port, what, state) => {
  if (state === 'free') return ok(`Port ${port}`, `free for ${what}`);
  if (state === 'ours') return ok(`Port ${port}`, `${what} of the Trellis that runs here`);
  return note(
    `Port ${port}`,
    `another program has it, so npm start takes another one for ${what}`,
    'end that program, or choose: npm start -- --port N --sites-port N',
  );
};

/** @param {number} freeBytes */
export const judgeDisk = (freeBytes) => {
  const free = `${(freeBytes / 1024 ** 3).toFixed(1)} GB free`;
  return freeBytes >= neededBytes ? ok('Disk', free) : problem('Disk', free, 'free about 1 GB');
};

/**
 * @param {string} folder
 * @param {{ there: boolean, writable: boolean, openToOthers: boolean, holder?: { pid: number, alive: boolean } }} state
 * @returns {Finding[]}
 */
export const judgeDataFolder = (folder, { there, writable, openToOthers, holder }) => {
  const check = 'Data folder';
  if (!there) return [ok(check, `${folder} is made by the first npm start`)];
  if (!writable)
    return [problem(check, `${folder} may not be written by this user`, `chown -R "$USER" ${folder}`)];
  const lock = !holder
    ? ok(check, `${folder}, held by nobody`)
    : holder.alive
      ? ok(check, `${folder}, held by process ${holder.pid}`)
      : note(check, `${folder} names process ${holder.pid}, which is gone; the next npm start takes it over`);
  return openToOthers
    ? [lock, problem(check, `${folder} can be read by other users of this machine`, `chmod 700 ${folder}`)]
    : [lock];
};

/**
 * @param {string} what
 * @param {boolean} current
 * @param {string} fix
 */
export const judgeCurrent = (what, current, fix) =>
  current ? ok(what, 'up to date') : note(what, 'missing or out of date', fix);

/** @param {string | undefined} browser - where one was found */
export const judgeBrowser = (browser) =>
  browser
    ? ok('Browser for tests', browser)
    : note('Browser for tests', 'none was found; only npm test needs one', 'install Chromium or Chrome');
