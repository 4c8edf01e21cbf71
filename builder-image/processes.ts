/** Which processes belong to a command: its group, its session, and whoever carries its mark, wherever they have gone. */
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, readlinkSync, statSync } from 'node:fs';
import type { CommandUser } from './config';

const hasProc = process.platform === 'linux';

interface ProcessInfo {
  pid: number;
  group: number;
  session: number;
  /** Ended, but not yet collected by its parent. */
  dead: boolean;
}

const readOr = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

const infoOf = (pid: number): ProcessInfo | undefined => {
  // The program's name stands in parentheses and may hold anything; the fields come after the last one.
  const stat = readOr(`/proc/${pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields.length < 4) return undefined;
  return {
    pid,
    group: Number(fields[2]),
    session: Number(fields[3]),
    dead: fields[0] === 'Z' || fields[0] === 'X',
  };
};

const allProcesses = (): ProcessInfo[] =>
  hasProc
    ? readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? (infoOf(Number(name)) ?? []) : []))
    : [];

/** Sends a signal to a process, or to a group when negative; false when there is none. */
export const signalTo = (target: number, signal: NodeJS.Signals | 0): boolean => {
  try {
    process.kill(target, signal);
    return true;
  } catch {
    return false;
  }
};

/** True while a group has a process that runs. */
export const isGroupAlive = (group: number): boolean =>
  signalTo(-group, 0) && (!hasProc || allProcesses().some((info) => info.group === group && !info.dead));

/** By what processes of a deployment are known: a variable with a value that nothing else on the machine has. */
export interface ProcessMark {
  name: string;
  value: string;
  /** The user that runs commands and nothing else; its processes hide their environment from other users. */
  uid?: number;
}

const userOf = (pid: number): number | undefined => {
  try {
    return statSync(`/proc/${pid}`).uid;
  } catch {
    return undefined;
  }
};

/** Running processes that carry the mark, or sit in the session. Only Linux tells. */
export const belongingTo = (mark: ProcessMark, inSession?: number): number[] => {
  const wanted = `${mark.name}=${mark.value}`;
  return allProcesses()
    .filter(
      ({ pid, session, dead }) =>
        !dead &&
        pid !== process.pid &&
        (session === inSession ||
          (mark.uid !== undefined && userOf(pid) === mark.uid) ||
          readOr(`/proc/${pid}/environ`).split('\0').includes(wanted)),
    )
    .map(({ pid }) => pid);
};

const linkOf = (pid: number | 'self', descriptor: number): string | undefined => {
  try {
    return readlinkSync(`/proc/${pid}/fd/${descriptor}`);
  } catch {
    return undefined;
  }
};

/** Standard output and standard error of processes, as links. Those of another user are looked up as that user, who alone may. */
const outputsOf = (pids: readonly string[], user: CommandUser | undefined): (string | undefined)[] => {
  const both = [1, 2];
  if (user === undefined) return pids.flatMap((pid) => both.map((one) => linkOf(Number(pid), one)));
  const theirs = pids.filter((pid) => userOf(Number(pid)) === user.uid);
  if (theirs.length === 0) return [];
  const paths = theirs.flatMap((pid) => both.map((one) => `/proc/${pid}/fd/${one}`));
  const env = { PATH: '/usr/bin:/bin' };
  return spawnSync('readlink', paths, { ...user, env, encoding: 'utf8' }).stdout.split('\n');
};

/**
 * True when a process that began after another one has one of these files of ours as its standard output or standard error. Only
 * Linux tells. Numbers of processes grow, and begin anew after millions: then one may be missed, until the deployment ends.
 *
 * @param user - who runs commands, when that is another user
 */
export const arePrintedTo = (files: readonly number[], after: number, user?: CommandUser): boolean => {
  if (!hasProc) return false;
  const links = files.map((file) => linkOf('self', file));
  const later = readdirSync('/proc').filter((name) => Number(name) > after);
  return outputsOf(later, user).some((link) => link !== undefined && link !== '' && links.includes(link));
};
