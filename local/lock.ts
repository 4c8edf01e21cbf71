/** One host a data folder: a file that names the process which holds it. */
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { startOf } from './tasks/process-table';

/** The hold on a data folder, or the process that has it. */
export type Lock = { held: true; release(): void } | { held: false; pid: number };

interface Holder {
  pid: number;
  /** When that process began: numbers are given out again. */
  started: string;
}

const readHolder = (path: string): Holder | undefined => {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Holder;
  } catch {
    return undefined;
  }
};

/** Takes the hold, also from a process that is gone. */
export const acquireLock = (path: string): Lock => {
  const self: Holder = { pid: process.pid, started: startOf(process.pid) };
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(self), { mode: 0o600 });
  try {
    for (;;) {
      try {
        // A link appears with its content, and only where there is none.
        linkSync(draft, path);
        return { held: true, release: () => rmSync(path, { force: true }) };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      const holder = readHolder(path);
      const started = holder ? startOf(holder.pid) : '';
      if (holder && started !== '' && started === holder.started) return { held: false, pid: holder.pid };
      rmSync(path, { force: true });
    }
  } finally {
    rmSync(draft, { force: true });
  }
};
