import { spawn } from 'node:child_process';
import { root } from './paths.mjs';

/** Processes that run now, each the leader of its own group. @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/** @param {NodeJS.Signals} signal */
const endAll = (signal) => {
  for (const child of running) {
    try {
      if (child.pid) process.kill(-child.pid, signal);
    } catch {
      // It has ended in between.
    }
  }
};

const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/**
 * Makes Ctrl+C end every process that was started here, with all of theirs, until the returned function is called.
 *
 * @returns {() => void}
 */
export const endChildrenOnSignal = () => {
  let asked = false;
  const onSignal = () => {
    // Not the signal itself: a shell's background jobs ignore SIGINT, and hand that down.
    endAll(asked ? 'SIGKILL' : 'SIGTERM');
    asked = true;
    if (running.size === 0) process.exit(130);
    for (const child of running)
      child.once('close', () => {
        if (running.size === 0) process.exit(130);
      });
    // What ignores the signal is not waited for; leaving kills it.
    setTimeout(() => process.exit(130), 10_000).unref();
  };
  const onExit = () => endAll('SIGKILL');
  for (const signal of signals) process.on(signal, onSignal);
  process.on('exit', onExit);
  return () => {
    for (const signal of signals) process.off(signal, onSignal);
    process.off('exit', onExit);
  };
};

/**
 * Runs a program to its end and collects what it prints; with `show`, prints it as it comes instead.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ show?: boolean, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<{ code: number, output: string }>} Code 127: the program was not found.
 */
export const run = (program, args, { show = false, env } = {}) =>
  new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
      detached: true,
    });
    running.add(child);
    let output = '';
    const keep = (/** @type {Buffer} */ data) => {
      output += data.toString();
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    const end = (/** @type {number} */ code, /** @type {string} */ more = '') => {
      running.delete(child);
      resolve({ code, output: output + more });
    };
    child.on('error', (error) => end(127, error.message));
    child.on('close', (code) => end(code ?? 1));
  });
