/** Processes of hosts and builders, as the system shows them. */
import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isRunning } from '../../builder-image/testing/processes';
import { carriersOf, familyOf } from '../../local/tasks/process-table';
import { loadTask, taskFiles } from '../../local/tasks/task-record';

export { isRunning };

/** The deployments that processes belong to by their mark, with those processes. */
export const markedProcesses = (): Map<string, number[]> => {
  const found = new Map<string, number[]>();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    let environment = '';
    try {
      environment = readFileSync(`/proc/${pid}/environ`, 'utf8');
    } catch {
      // It has ended in between, or belongs to somebody else.
    }
    const [, id] = /(?:^|\0)TRELLIS_DEPLOYMENT_ID=([^\0]+)/.exec(environment) ?? [];
    if (id !== undefined && isRunning(pid)) found.set(id, [...(found.get(id) ?? []), pid]);
  }
  return found;
};

/** Every process that carries a deployment's mark: its builder, its commands, and whatever those have started. */
export const processesOf = (deploymentId: string): number[] =>
  carriersOf(`TRELLIS_DEPLOYMENT_ID=${deploymentId}`).filter(isRunning);

/** Every process of a host's deployments. Other hosts, of this run or of somebody else, are left alone. */
export const buildersOf = (dataDir: string): number[] => {
  const tasks = join(dataDir, 'tasks');
  const own = new Set(readdirSync(tasks).map((id) => loadTask(taskFiles(join(tasks, id)).record)?.startedBy));
  return [...markedProcesses()].flatMap(([id, pids]) => (own.has(id) ? pids : []));
};

/** What the system says of a process; nothing when it has ended in between. */
const statOf = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return '';
  }
};

/** The wrapper and the builder of a deployment, without the commands that it runs. */
export const builderOf = (dataDir: string, deploymentId: string): number[] => {
  const tasks = join(dataDir, 'tasks');
  for (const id of readdirSync(tasks)) {
    const files = taskFiles(join(tasks, id));
    if (loadTask(files.record)?.startedBy !== deploymentId) continue;
    const wrapper = Number.parseInt(readFileSync(files.pid, 'utf8'), 10);
    const isBuilder = (pid: number): boolean => statOf(pid).includes(` ${wrapper} ${wrapper} `);
    return familyOf(wrapper).filter((pid) => pid === wrapper || isBuilder(pid));
  }
  return [];
};

/** Sends a signal to processes; those that are gone are none to worry about. */
export const signal = (pids: readonly number[], name: NodeJS.Signals): void => {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch {
      // It has ended in between.
    }
  }
};

/** Asks again and again until there is an answer, and looks how much memory processes take more meanwhile, in megabytes. */
export const growthWhile = async <T>(
  pids: readonly number[],
  ask: () => Promise<T | undefined>,
): Promise<{ growthMb: number; status: T }> => {
  const gone = { nowMb: 0, peakMb: 0 };
  const memories = () => Promise.all(pids.map((pid) => memoryOf(pid).catch(() => gone)));
  const before = await memories();
  let growthMb = 0;
  for (;;) {
    const status = await ask();
    for (const [index, { peakMb }] of (await memories()).entries())
      growthMb = Math.max(growthMb, peakMb - (before[index]?.nowMb ?? 0));
    if (status !== undefined) return { growthMb, status };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

/** How much memory a process has in use now and had at most, in megabytes: none once it has ended, though the system still names it. */
export const memoryOf = async (pid: number): Promise<{ nowMb: number; peakMb: number }> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const of = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0) / 1024;
  return { nowMb: of('VmRSS'), peakMb: of('VmHWM') };
};
