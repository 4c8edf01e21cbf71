/** What is remembered of a task: one JSON file in the task's directory, written before anything that it says is done. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { writeAtomicSync } from '../atomic-file';

const taskRecord = z.object({
  id: z.string(),
  clientToken: z.string().nullable(),
  /** What the task was asked to run, hashed: a retry must ask for the same. */
  requestHash: z.string(),
  startedBy: z.string().nullable(),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  stoppedAt: z.string().nullable(),
  /** Why it stopped or is being stopped, as ECS names it. */
  stopCode: z.enum(['TaskFailedToStart', 'EssentialContainerExited', 'UserInitiated']).nullable(),
  stoppedReason: z.string().nullable(),
  exitCode: z.number().nullable(),
  /** True when the function that hears of stopped tasks has taken this one. */
  announced: z.boolean(),
});

/** A task. */
export type TaskRecord = z.infer<typeof taskRecord>;

/** Where the parts of a task stand. */
export const taskFiles = (directory: string) => ({
  directory,
  record: `${directory}/task.json`,
  stdout: `${directory}/stdout.log`,
  /** The process id of the wrapper, written by itself. */
  pid: `${directory}/pid`,
  /** The exit code of the builder, written by the wrapper. */
  exit: `${directory}/exit`,
  /** How far the log has been handed on, in bytes. */
  offset: `${directory}/offset`,
  work: `${directory}/work`,
});

/** The files of a task. */
export type TaskFiles = ReturnType<typeof taskFiles>;

/** Writes a task's record. */
export const saveTask = (path: string, record: TaskRecord): void =>
  writeAtomicSync(path, JSON.stringify(record));

/** Reads a task's record; undefined when the directory holds none (the host died before the task existed). */
export const loadTask = (path: string): TaskRecord | undefined => {
  try {
    return taskRecord.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return undefined;
  }
};
