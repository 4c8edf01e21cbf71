/** Memory. */
import { readFile } from 'node:fs/promises';
import type { Row } from './report';

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
