import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { buildDirectory } from './paths.mjs';

const lockFile = `${buildDirectory}/lock`;
const pollMs = 100;

const holder = () => {
  try {
    return Number(readFileSync(lockFile, 'utf8'));
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

const tryTake = () => {
  try {
    writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    return false;
  }
};

/**
 * Runs the work while no other process of this copy builds; waits for one that does.
 *
 * @param {() => Promise<void>} work
 */
export const whileNobodyBuilds = async (work) => {
  mkdirSync(buildDirectory, { recursive: true });
  let emptyTurns = 0;
  while (!tryTake()) {
    const pid = holder();
    // An empty file is one that is being written, unless it stays so: then its writer died.
    emptyTurns = pid ? 0 : emptyTurns + 1;
    if (pid ? !isAlive(pid) : emptyTurns > 20) rmSync(lockFile, { force: true });
    else await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
  const release = () => rmSync(lockFile, { force: true });
  process.once('exit', release);
  try {
    await work();
  } finally {
    process.off('exit', release);
    release();
  }
};
