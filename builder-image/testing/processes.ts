/** Whether processes that tests started are still there. */
import { readFileSync } from 'node:fs';

/** The state of a process in one letter, as the system names it; undefined when there is none. */
export const stateOf = (pid: number): string | undefined => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.charAt(stat.lastIndexOf(')') + 2);
  } catch {
    return undefined;
  }
};

/** True while a process runs; one that has ended and waits to be collected does not. */
export const isRunning = (pid: number): boolean => !['Z', 'X', undefined].includes(stateOf(pid));
