/** The processes of a host's builders, as its data folder names them. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from '../e2e/support/until';

/** The process groups of all builders that have been started and have not ended. */
const runningBuilders = async (dataDir: string): Promise<number[]> => {
  const folder = join(dataDir, 'tasks');
  const read = (task: string, file: string): Promise<string | undefined> =>
    readFile(join(folder, task, file), 'utf8').catch(() => undefined);
  const found: number[] = [];
  for (const task of await readdir(folder)) {
    // What has a record was started; the one that stands by has none yet.
    if ((await read(task, 'task.json')) === undefined || (await read(task, 'exit')) !== undefined) continue;
    const pid = Number(await read(task, 'pid'));
    if (pid > 0) found.push(pid);
  }
  return found;
};

/** Kills (SIGKILL) every builder with its wrapper; waits for one to be there. */
export const killBuilders = async (dataDir: string): Promise<void> => {
  const ask = async (): Promise<number[] | undefined> => {
    const pids = await runningBuilders(dataDir);
    return pids.length > 0 ? pids : undefined;
  };
  const pids = await until(ask, { what: 'a builder to kill', everyMs: 5 });
  for (const pid of pids) {
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // It has ended in between.
    }
  }
};
