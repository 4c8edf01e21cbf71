/**
 * A task as a process: a small shell in its own session runs the builder and leaves the exit code in a file, so that a host
 * that was away learns how the task ended. The task's directory stands in the shell's arguments: that is how a process id
 * is told from another process that got the same number later.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { commandLine, processWith } from './process-table';
import type { TaskFiles } from './task-record';

// A signal that reaches the shell is noted, and the builder's exit code waited for all the same.
const wrapper = `trap : INT TERM HUP
echo $$ > "$1/pid"
dir="$1"; shift
"$@"
code=$?
echo $code > "$dir/exit.tmp" && mv "$dir/exit.tmp" "$dir/exit"
exit $code`;

/** Starts a program as a task. Standard output and standard error go to one file, in the order in which they are written. */
export const spawnTask = (
  files: TaskFiles,
  program: readonly string[],
  env: Record<string, string>,
  stdin: 'ignore' | 'pipe' = 'ignore',
): ChildProcess => {
  const output = openSync(files.stdout, 'a', 0o600);
  try {
    return spawn('/bin/sh', ['-c', wrapper, 'trellis-task', files.directory, ...program], {
      cwd: files.directory,
      env,
      detached: true,
      stdio: [stdin, output, output],
    });
  } finally {
    closeSync(output);
  }
};

const readNumber = (path: string): number | undefined => {
  try {
    const value = Number.parseInt(readFileSync(path, 'utf8'), 10);
    return Number.isNaN(value) ? undefined : value;
  } catch {
    return undefined;
  }
};

/** The exit code that the wrapper left; undefined while the task runs, or when the wrapper itself was killed. */
export const exitCodeOf = (files: TaskFiles): number | undefined => readNumber(files.exit);

/**
 * The process that runs a task, when it lives; a dead one that nobody has collected counts as gone. Also finds one whose host
 * died before the process could write its number down.
 */
export const livingProcess = (files: TaskFiles): number | undefined => {
  const pid = readNumber(files.pid) ?? processWith(files.directory);
  return pid !== undefined && commandLine(pid).includes(files.directory) ? pid : undefined;
};
