/** Memory and disk. */
import { readFile, realpath } from 'node:fs/promises';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import type { Row } from './report';

const run = promisify(execFile);
const modules = fileURLToPath(new URL('../node_modules', import.meta.url));

/** The most memory that a process has held so far (Linux only). */
export const measureMemory = async (pid: number, when: string): Promise<Row[]> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? Number.NaN);
  return [
    {
      what: `peak memory of the host, ${when}`,
      value: kilobytes / 1024,
      unit: 'MB',
      aim: { is: 'at most', value: 300 },
    },
  ];
};

/** What `npm install` leaves on the disk. */
export const measureDependencies = async (): Promise<Row[]> => {
  const { stdout } = await run('du', ['-sk', await realpath(modules)]);
  return [
    {
      what: 'node_modules',
      value: Number.parseInt(stdout, 10) / 1024,
      unit: 'MB',
      aim: { is: 'at most', value: 600 },
    },
  ];
};
