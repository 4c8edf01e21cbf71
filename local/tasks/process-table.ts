/** What the system knows of its processes: read from /proc where there is one, from `ps` elsewhere. */
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';

const onLinux = process.platform === 'linux';

const readOr = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

const ps = (...args: string[]): string => {
  try {
    return execFileSync('ps', args, { encoding: 'utf8', stdio: 'pipe' });
  } catch {
    return '';
  }
};

const allPids = (): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);

/** Program and arguments of a process; empty when it is gone or dead and not yet collected. */
export const commandLine = (pid: number): string =>
  onLinux ? readOr(`/proc/${pid}/cmdline`) : ps('-o', 'args=', '-p', String(pid));

// The program's name stands in parentheses and may hold anything; state and parent come after the last one.
const afterName = (pid: number): string[] => readOr(`/proc/${pid}/stat`).split(') ').pop()?.split(' ') ?? [];

const parentOf = (pid: number): number => Number(afterName(pid)[1] ?? 0);

/** When a process began, in whatever spelling the system has; tells it from a later one of the same number. */
export const startOf = (pid: number): string =>
  onLinux ? (afterName(pid)[19] ?? '') : ps('-o', 'lstart=', '-p', String(pid)).trim();

const parents = (): Map<number, number> =>
  onLinux
    ? new Map(allPids().map((pid) => [pid, parentOf(pid)]))
    : new Map(
        ps('-A', '-o', 'pid=,ppid=')
          .trim()
          .split('\n')
          .map((line) => {
            const [pid = 0, parent = 0] = line.trim().split(/\s+/).map(Number);
            return [pid, parent];
          }),
      );

const commandLines = (): [number, string][] =>
  onLinux
    ? allPids().map((pid) => [pid, commandLine(pid)])
    : ps('-A', '-o', 'pid=,args=')
        .split('\n')
        .map((line) => [Number.parseInt(line, 10), line]);

/** The process whose arguments hold a text; of several, the one that is not below another of them. */
export const processWith = (text: string): number | undefined => {
  const found = commandLines().flatMap(([pid, line]) => (line.includes(text) ? [pid] : []));
  const table = parents();
  return found.find((pid) => pid !== process.pid && !found.includes(table.get(pid) ?? 0));
};

/** What a process has started itself. */
export const childrenOf = (pid: number): number[] =>
  [...parents()].filter(([, parent]) => parent === pid).map(([child]) => child);

/** A process and everything below it. */
export const familyOf = (pid: number): number[] => {
  const table = parents();
  const belongs = (one: number | undefined): boolean =>
    one !== undefined && one > 1 && (one === pid || belongs(table.get(one)));
  return [...table.keys()].filter(belongs);
};

/** Processes that carry a variable (`NAME=value`) in their environment, wherever they hang. Only Linux tells. */
export const carriersOf = (variable: string): number[] =>
  onLinux ? allPids().filter((pid) => readOr(`/proc/${pid}/environ`).split('\0').includes(variable)) : [];

/** Sends a signal to processes; those that have ended in between are none to worry about. */
export const signalAll = (pids: Iterable<number>, signal: NodeJS.Signals): void => {
  for (const pid of new Set(pids)) {
    if (pid === process.pid) continue;
    try {
      process.kill(pid, signal);
    } catch {
      // It has ended in between.
    }
  }
};

/** Kills processes. */
export const killAll = (pids: Iterable<number>): void => signalAll(pids, 'SIGKILL');
