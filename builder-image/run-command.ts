/** Runs one command: own process group, scrubbed environment, closed standard input, both outputs to the log as they come. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import type { StepLog } from './build-log';
import type { CommandOutput, OutputListener } from './command-output';
import { openCommandOutput } from './command-output';
import type { CommandUser } from './config';
import type { ProcessMark } from './processes';
import { arePrintedTo, isGroupAlive, signalTo } from './processes';
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
  /** Where the files are made that take what commands print. */
  outputDirectory: string;
  user?: CommandUser;
}

/** How long a process may go on after the command has ended, before it is ended as well. */
const lingerMs = 200;
const pollMs = 10;

const exitOf = (child: ChildProcess): Promise<CommandEnd> =>
  new Promise((resolve) => {
    child.once('error', (error) => resolve({ kind: 'not_started', detail: error.message }));
    child.once('exit', (code, signal) =>
      resolve(code === null ? { kind: 'killed', signal: signal ?? 'a signal' } : { kind: 'exited', code }),
    );
  });

/** True when the condition holds in time. */
const holdsWithin = async (condition: () => boolean, milliseconds: number): Promise<boolean> => {
  const deadline = performance.now() + milliseconds;
  while (!condition()) {
    if (performance.now() >= deadline) return false;
    await wait(pollMs);
  }
  return true;
};

/** Ends processes that outlive their command in its group, or print to its output. Gives how many were killed. */
const endTheRest = async (group: number, output: CommandOutput, runner: Runner): Promise<number> => {
  const isUnheard = (): boolean => !arePrintedTo(output.readers, group, runner.user);
  if (!runner.signal.aborted && !isGroupAlive(group) && (await holdsWithin(isUnheard, lingerMs))) return 0;
  signalTo(-group, 'SIGTERM');
  if (!(await holdsWithin(() => !isGroupAlive(group) && isUnheard(), lingerMs))) signalTo(-group, 'SIGKILL');
  return sweepProcesses(runner.mark, group);
};

/** Runs a command to its end, or until the deployment must stop. `onStderr` sees the raw bytes of standard error. */
export const runCommand = async (
  command: Command,
  runner: Runner,
  log: StepLog,
  onStderr?: (bytes: Buffer) => void,
): Promise<CommandEnd> => {
  if (runner.signal.aborted) return { kind: 'stopped' };
  const sinks = { stdout: log.sink(false), stderr: log.sink(true) };
  let group: number | undefined;
  const listener: OutputListener = {
    stdout: (bytes) => sinks.stdout.write(bytes),
    stderr(bytes) {
      onStderr?.(bytes);
      return sinks.stderr.write(bytes);
    },
    onBehind(behind) {
      if (group !== undefined) signalTo(-group, behind ? 'SIGSTOP' : 'SIGCONT');
    },
  };
  let output: CommandOutput;
  try {
    output = openCommandOutput(runner.outputDirectory, listener);
  } catch (error) {
    return {
      kind: 'not_started',
      detail: error instanceof Error ? error.message : 'no files for its output',
    };
  }
  const child = spawn(command.file, command.args, {
    cwd: command.cwd,
    env: { ...command.env, [runner.mark.name]: runner.mark.value },
    stdio: ['ignore', ...output.descriptors],
    detached: true,
    ...(runner.user === undefined ? {} : runner.user),
  });
  output.started();
  const exit = exitOf(child);
  const { pid } = child;
  if (pid === undefined) {
    await output.end();
    return exit;
  }
  group = pid;

  let stopping: Promise<void> | undefined;
  const stop = (): void => {
    stopping = stopGroup(pid, runner.grace);
  };
  runner.signal.addEventListener('abort', stop, { once: true });
  const end = await exit;
  await stopping;
  // What it left running must be able to hear a polite signal, and is not paused any more.
  group = undefined;
  signalTo(-pid, 'SIGCONT');
  const ended = await endTheRest(pid, output, runner);
  await output.end();
  sinks.stdout.end();
  sinks.stderr.end();
  const { aborted } = runner.signal;
  if (ended > 0 && !aborted) log.say(`Ended ${ended} processes that the command left running.`);
  runner.signal.removeEventListener('abort', stop);
  return stopping === undefined ? end : { kind: 'stopped' };
};
