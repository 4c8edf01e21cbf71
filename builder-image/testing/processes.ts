/** Whether processes that tests started are still there. */
import { readFileSync } from 'node:fs';

/** True while a process runs; one that has ended and waits to be collected does not. */
export const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return !/^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2));
  } catch {
    return false;
  }
};
