/** Keeps one builder's process ready, so that the next deployment does not wait for Node to start. */
import type { ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import { newTask, standbyMark, type Launcher } from './launcher';
import { spawnTask } from './process';
import type { TaskFiles } from './task-record';

/** What a waiting process is told. */
export interface StandbyMessage {
  /** All of its environment from now on. */
  environment: Record<string, string>;
  /** The file to run. */
  program: string;
}

/** What is started. */
export interface StandbyOptions {
  directory: string;
  nodePath: string;
  /** The file that waits. */
  standby: string;
  /** The builder's file. */
  program: string;
  /** How long after a start the next process is made ready: the one that starts has the processor first. */
  delayMs?: number;
}

interface Waiting {
  id: string;
  files: TaskFiles;
  child: ChildProcess;
}

/** Starts each task in a process that waits for it, or in a fresh one when none is ready. */
export const createStandbyLauncher = (options: StandbyOptions): Launcher => {
  const { directory, nodePath, standby, program, delayMs = 500 } = options;
  // It knows nothing of its environment yet; `mv` and `sh` want a path, and by the mark it is found again.
  const bareEnvironment = (id: string): Record<string, string> => {
    const [name = '', value = ''] = standbyMark(id).split('=');
    return { PATH: process.env.PATH ?? '/usr/bin:/bin', [name]: value };
  };
  let waiting: Waiting | undefined;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const drop = (one: Waiting): void => {
    if (waiting === one) waiting = undefined;
    one.child.stdin?.destroy();
    rmSync(one.files.directory, { recursive: true, force: true });
  };

  const prepare = (): void => {
    if (closed || waiting) return;
    const { id, files } = newTask(directory);
    const child = spawnTask(files, [nodePath, standby], bareEnvironment(id), 'pipe');
    const one = { id, files, child };
    waiting = one;
    // A process that ends while it waits is replaced by a fresh one when it is needed.
    const onEnd = (): void => {
      if (waiting === one) drop(one);
    };
    child.once('error', onEnd);
    child.once('exit', onEnd);
    child.stdin?.on('error', () => undefined);
    child.unref();
  };

  const prepareLater = (): void => {
    clearTimeout(timer);
    timer = setTimeout(prepare, delayMs);
    timer.unref();
  };

  prepareLater();
  return {
    next() {
      const ready = waiting;
      waiting = undefined;
      prepareLater();
      if (ready) {
        const { id, files, child } = ready;
        const start = (environment: Record<string, string>): ChildProcess => {
          child.ref();
          child.stdin?.end(JSON.stringify({ environment, program } satisfies StandbyMessage));
          return child;
        };
        return { id, files, start };
      }
      const { id, files } = newTask(directory);
      return { id, files, start: (environment) => spawnTask(files, [nodePath, program], environment) };
    },
    close() {
      closed = true;
      clearTimeout(timer);
      if (waiting) drop(waiting);
    },
  };
};
