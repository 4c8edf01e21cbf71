/**
 * Processes as tasks, in the manner of ECS: started once for a client token, stopped with a term and a kill, announced when
 * they have stopped. What is known of a task is on disk before it is acknowledged; a restarted host takes up the tasks that
 * still run and reports those that ended while it was away.
 */
import { readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Log } from '../log';
import { standbyMark, type Launcher } from './launcher';
import { exitCodeOf, livingProcess } from './process';
import { carriersOf, childrenOf, familyOf, killAll, signalAll } from './process-table';
import { loadTask, saveTask, taskFiles, type TaskFiles, type TaskRecord } from './task-record';

/** What to run. */
export interface TaskRequest {
  clientToken: string | null;
  startedBy: string | null;
  /** Everything that the caller asked for, in one spelling; a retry must ask for the same. */
  fingerprint: string;
  /** Variables that the caller gives to the container. Not kept. */
  environment: Record<string, string>;
}

/** Thrown when a client token comes back with another request. */
export class ClientTokenReused extends Error {
  constructor(readonly taskId: string) {
    super('The client token was used with another request');
  }
}

/** What the tasks need from the host. */
export interface TasksOptions {
  directory: string;
  launcher: Launcher;
  /** The environment of a task besides what the caller gives. */
  environment: (taskId: string, workDirectory: string) => Record<string, string>;
  /** A variable (`NAME=value`) that everything started by a task carries. */
  mark: (task: TaskRecord) => string | undefined;
  /** Called when a task has an output file, new or found again. */
  onOutput: (taskId: string, files: TaskFiles) => void;
  /** Called when a task has stopped; called again later when it fails. */
  onStopped: (task: TaskRecord) => Promise<void>;
  log: Log;
  /** How long a task has between the request to stop and the kill. */
  stopTimeoutMs?: number | undefined;
}

/** The tasks of one data folder. */
export interface Tasks {
  run(request: TaskRequest): TaskRecord;
  stop(taskId: string, reason: string): TaskRecord | undefined;
  find(taskId: string): TaskRecord | undefined;
  files(taskId: string): TaskFiles;
  running(): readonly string[];
  /** Takes up what the last host left. Call once, when everything that hears of tasks is ready. */
  resume(): void;
  /** Kills everything that tasks have started, at once; what became of them is told after the next start. */
  kill(): void;
  /** Stops every task and waits until each has ended and was announced. */
  close(reason: string): Promise<void>;
}

interface LiveTask {
  record: TaskRecord;
  files: TaskFiles;
  pid: number | undefined;
  ended: Promise<void>;
  settle(exitCode: number | undefined): void;
  killTimer?: NodeJS.Timeout;
}

const pollMs = 250;
const retryMs = 1_000;
const keptMs = 24 * 3_600_000;

/** Opens the tasks of a data folder. */
export const openTasks = (options: TasksOptions): Tasks => {
  const { directory, launcher, log, stopTimeoutMs = 30_000 } = options;
  const known = new Map<string, TaskRecord>();
  const live = new Map<string, LiveTask>();
  let closing = false;
  const filesOf = (id: string): TaskFiles => taskFiles(`${directory}/${id}`);

  /** What a task has started, and its own process: they outlive a wrapper that was killed. */
  const carriersFor = (record: TaskRecord): number[] =>
    [options.mark(record), standbyMark(record.id)].flatMap((mark) =>
      mark === undefined ? [] : carriersOf(mark),
    );

  const announce = async (record: TaskRecord, files: TaskFiles): Promise<void> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await options.onStopped(record);
        break;
      } catch (error) {
        log.warn(`the end of task ${record.id} could not be announced`, error);
        // A host that is leaving announces it after its next start.
        if (closing && attempt >= 3) return;
        await new Promise((resolve) => setTimeout(resolve, retryMs));
      }
    }
    record.announced = true;
    saveTask(files.record, record);
  };

  const markStopped = (record: TaskRecord, files: TaskFiles, exitCode: number | undefined): void => {
    record.stoppedAt = new Date().toISOString();
    record.exitCode = exitCode ?? null;
    record.stopCode ??= record.startedAt ? 'EssentialContainerExited' : 'TaskFailedToStart';
    record.stoppedReason ??= record.startedAt
      ? 'Essential container in task exited'
      : 'The host stopped before the task was started';
    saveTask(files.record, record);
  };

  const end = async (task: LiveTask, exitCode: number | undefined): Promise<void> => {
    clearTimeout(task.killTimer);
    markStopped(task.record, task.files, exitCodeOf(task.files) ?? exitCode);
    killAll(carriersFor(task.record));
    await rm(task.files.work, { recursive: true, force: true });
    await announce(task.record, task.files);
    live.delete(task.record.id);
  };

  const track = (record: TaskRecord, files: TaskFiles, pid: number | undefined): LiveTask => {
    let settle: LiveTask['settle'] = () => undefined;
    const exited = new Promise<number | undefined>((resolve) => (settle = resolve));
    const task: LiveTask = { record, files, pid, settle, ended: Promise.resolve() };
    task.ended = exited.then((exitCode) => end(task, exitCode));
    live.set(record.id, task);
    options.onOutput(record.id, files);
    return task;
  };

  const requestStop = (task: LiveTask): void => {
    if (task.killTimer || task.pid === undefined) return;
    const pid = task.pid;
    // To the builder alone, as ECS does it: what the builder runs is its own to end.
    signalAll(childrenOf(pid), 'SIGTERM');
    task.killTimer = setTimeout(() => killAll(familyOf(pid)), stopTimeoutMs);
  };

  const adopt = (record: TaskRecord, files: TaskFiles): void => {
    const pid = livingProcess(files);
    if (pid === undefined) {
      const task = track(record, files, undefined);
      task.settle(undefined);
      return;
    }
    record.startedAt ??= record.createdAt;
    const task = track(record, files, pid);
    const timer = setInterval(() => {
      if (livingProcess(files) !== undefined) return;
      clearInterval(timer);
      task.settle(undefined);
    }, pollMs);
    if (record.stopCode === 'UserInitiated') requestStop(task);
  };

  const isOld = (record: TaskRecord): boolean =>
    record.announced && record.stoppedAt !== null && Date.parse(record.stoppedAt) < Date.now() - keptMs;

  return {
    find: (id) => known.get(id),
    files: filesOf,
    running: () => [...live.keys()],
    run(request) {
      const former = [...known.values()].find(
        (task) => request.clientToken !== null && task.clientToken === request.clientToken,
      );
      if (former && former.requestHash !== request.fingerprint) throw new ClientTokenReused(former.id);
      if (former) return former;
      if (closing) throw new Error('The host is stopping and starts no more tasks');
      const slot = launcher.next();
      const { id, files } = slot;
      const record: TaskRecord = {
        id,
        clientToken: request.clientToken,
        requestHash: request.fingerprint,
        startedBy: request.startedBy,
        createdAt: new Date().toISOString(),
        startedAt: null,
        stoppedAt: null,
        stopCode: null,
        stoppedReason: null,
        exitCode: null,
        announced: false,
      };
      saveTask(files.record, record);
      known.set(id, record);
      const child = slot.start({ ...options.environment(id, files.work), ...request.environment });
      record.startedAt = child.pid === undefined ? null : new Date().toISOString();
      const task = track(record, files, child.pid);
      child.once('error', (error) => {
        record.stoppedReason = `The builder could not be started: ${error.message}`;
        task.settle(undefined);
      });
      child.once('exit', (code) => task.settle(code ?? undefined));
      saveTask(files.record, record);
      return record;
    },
    stop(id, reason) {
      const task = live.get(id);
      if (!task || task.record.stoppedAt) return known.get(id);
      task.record.stopCode = 'UserInitiated';
      task.record.stoppedReason ??= reason;
      saveTask(task.files.record, task.record);
      requestStop(task);
      return task.record;
    },
    resume() {
      for (const id of readdirSync(directory)) {
        const files = filesOf(id);
        const record = loadTask(files.record);
        if (!record || isOld(record)) {
          // Without a record nobody was told of the task: it was about to start, or stood by.
          const pid = livingProcess(files);
          if (pid !== undefined) killAll(familyOf(pid));
          void rm(files.directory, { recursive: true, force: true });
          continue;
        }
        known.set(id, record);
        if (!record.stoppedAt) adopt(record, files);
        else if (!record.announced) {
          const task = track(record, files, undefined);
          task.ended = announce(record, files).then(() => void live.delete(id));
        }
      }
    },
    kill() {
      for (const { pid, record } of live.values()) {
        killAll([...(pid === undefined ? [] : familyOf(pid)), ...carriersFor(record)]);
      }
      launcher.close();
    },
    async close(reason) {
      closing = true;
      launcher.close();
      for (const id of live.keys()) this.stop(id, reason);
      await Promise.all([...live.values()].map((task) => task.ended));
    },
  };
};
