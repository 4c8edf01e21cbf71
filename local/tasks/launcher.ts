/** Where a task's process comes from. */
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import type { ChildProcess } from 'node:child_process';
import { spawnTask } from './process';
import { taskFiles, type TaskFiles } from './task-record';

/** A task that can start at once: its id and its directory are settled. */
interface Slot {
  id: string;
  files: TaskFiles;
  start: (environment: Record<string, string>) => ChildProcess;
}

/** Gives out slots. */
export interface Launcher {
  next(): Slot;
  close(): void;
}

/**
 * A variable (`NAME=value`) that a task's process carries from its start when what it is to run was not known yet: what it gets
 * later, the system does not tell.
 */
export const standbyMark = (taskId: string): string => `TRELLIS_STANDBY_TASK=${taskId}`;

/** An id in the form that ECS uses, with its directory. */
export const newTask = (directory: string): { id: string; files: TaskFiles } => {
  const id = randomBytes(16).toString('hex');
  const files = taskFiles(`${directory}/${id}`);
  mkdirSync(files.work, { recursive: true, mode: 0o700 });
  return { id, files };
};

/** Starts each task as a fresh process. */
export const createLauncher = (directory: string, program: readonly string[]): Launcher => ({
  next: () => {
    const { id, files } = newTask(directory);
    return { id, files, start: (environment) => spawnTask(files, program, environment) };
  },
  close: () => undefined,
});
