/** Runs one command: own process group, scrubbed environment, closed standard input, both outputs to the log as they come. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import type { LogSink, StepLog } from './build-log';
import type { CommandUser } from './config';
import type { ProcessMark } from './processes';
import { isGroupAlive, signalTo } from './processes';
import type { Grace } from './stop-processes';
import { stopGroup, sweepProcesses } from './stop-processes';

/** A program and its arguments; no shell reads them. */
export interface Command {
  file: string;
  args: readonly string[];
  cwd: string;
  env: Record<string, string>;
}

/** How a command ended. */
export type CommandEnd =
  | { kind: 'exited'; code: number }
  | { kind: 'killed'; signal: string }
  | { kind: 'stopped' }
  | { kind: 'not_started'; detail: string };

/** What all commands of a deployment share. */
export interface Runner {
  /** Aborted when the deployment must stop. */
  signal: AbortSignal;
  grace: Grace;
  mark: ProcessMark;
  user?: CommandUser;
}

/** How long pipes may stay open after the command has ended, before whoever holds them is looked for. */
const lingerMs = 200;
const giveUpMs = 5_000;

const pump = (stream: Readable | null, sink: LogSink, onBytes?: (bytes: Buffer) => void): void => {
  stream?.on('data', (bytes: Buffer) => {
    onBytes?.(bytes);
    const full = sink.write(bytes);
    if (full === undefined) return;
    stream.pause();
    void full.then(() => stream.resume());
  });
};

const exitOf = (child: ChildProcess): Promise<CommandEnd> =>
  new Promise((resolve) => {
    child.once('error', (error) => resolve({ kind: 'not_started', detail: error.message }));
    child.once('exit', (code, signal) =>
      resolve(code === null ? { kind: 'killed', signal: signal ?? 'a signal' } : { kind: 'exited', code }),
    );
  });

/** True when `promise` settles in time. */
const within = async (promise: Promise<unknown>, milliseconds: number): Promise<boolean> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  const result = await Promise.race([promise.then(() => true), late]);
  clearTimeout(timer);
  return result;
};

/** Waits until all that was written is read; ends processes that outlive their command and hold its pipes. */
const drain = async (
  child: ChildProcess,
  closed: Promise<void>,
  runner: Runner,
  log: StepLog,
): Promise<void> => {
  const group = child.pid ?? 0;
  const { aborted } = runner.signal;
  if (!aborted && !isGroupAlive(group) && (await within(closed, lingerMs))) return;
  signalTo(-group, 'SIGTERM');
  if (!(await within(closed, lingerMs))) signalTo(-group, 'SIGKILL');
  const count = await sweepProcesses(runner.mark, group);
  if (count > 0 && !aborted) log.say(`Ended ${count} processes that the command left running.`);
  if (await within(closed, giveUpMs)) return;
  child.stdout?.destroy();
  child.stderr?.destroy();
};

/** Runs a command to its end, or until the deployment must stop. `onStderr` sees the raw bytes of standard error. */
export const runCommand = async (
  command: Command,
  runner: Runner,
  log: StepLog,
  onStderr?: (bytes: Buffer) => void,
): Promise<CommandEnd> => {
  if (runner.signal.aborted) return { kind: 'stopped' };
  const child = spawn(command.file, command.args, {
    cwd: command.cwd,
    env: { ...command.env, [runner.mark.name]: runner.mark.value },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    ...(runner.user === undefined ? {} : runner.user),
  });
  const exit = exitOf(child);
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  if (child.pid === undefined) return exit;
  const { pid } = child;
  const sinks = { stdout: log.sink(false), stderr: log.sink(true) };
  pump(child.stdout, sinks.stdout);
  pump(child.stderr, sinks.stderr, onStderr);

  let stopping: Promise<void> | undefined;
  const stop = (): void => {
    stopping = stopGroup(pid, runner.grace);
  };
  runner.signal.addEventListener('abort', stop, { once: true });
  const end = await exit;
  await stopping;
  await drain(child, closed, runner, log);
  runner.signal.removeEventListener('abort', stop);
  sinks.stdout.end();
  sinks.stderr.end();
  return stopping === undefined ? end : { kind: 'stopped' };
};
