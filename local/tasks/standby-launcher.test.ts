import { build } from 'esbuild';
import type { ChildProcess } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Launcher } from './launcher';
import { livingProcess } from './process';
import { childrenOf, commandLine } from './process-table';
import { createLog } from '../log';
import { createStandbyLauncher } from './standby-launcher';
import { taskFiles } from './task-record';
import { openTasks } from './tasks';

let directory: string;
let program: string;
let standby: string;
let launcher: Launcher | undefined;

beforeAll(async () => {
  directory = await mkdtemp(`${tmpdir()}/trellis standby `);
  program = `${directory}/builder.mjs`;
  standby = `${directory}/standby.mjs`;
  await writeFile(
    program,
    'console.log(JSON.stringify({ env: process.env, arg: process.argv[1], pid: process.pid }));\nprocess.exitCode = 7;\n',
  );
  await build({
    entryPoints: [fileURLToPath(new URL('standby-program.ts', import.meta.url))],
    outfile: standby,
    bundle: true,
    platform: 'node',
    format: 'esm',
  });
});

afterEach(() => launcher?.close());
afterAll(() => rm(directory, { recursive: true, force: true, maxRetries: 5 }));

const exitOf = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => child.once('exit', (code) => resolve(code)));

const waitForStandby = async (tasks: string): Promise<number> => {
  for (let turn = 0; turn < 500; turn += 1) {
    const [id] = readdirSync(tasks);
    const wrapper = id === undefined ? undefined : livingProcess(taskFiles(`${tasks}/${id}`));
    const [pid] = wrapper === undefined ? [] : childrenOf(wrapper);
    if (pid !== undefined) return pid;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return expect.fail('no process waits');
};

interface Printed {
  env: Record<string, string>;
  arg: string;
  pid: number;
}

const launcherIn = async (delayMs: number): Promise<{ tasks: string; launcher: Launcher }> => {
  const tasks = await mkdtemp(`${directory}/tasks`);
  launcher = createStandbyLauncher({
    directory: tasks,
    nodePath: process.execPath,
    standby,
    program,
    delayMs,
  });
  return { tasks, launcher };
};

test('a task runs in the process that waits, with exactly the environment that it was given', async () => {
  const { tasks, launcher: waiting } = await launcherIn(0);
  const pid = await waitForStandby(tasks);
  const { files, start } = waiting.next();
  const code = await exitOf(start({ ONLY: 'this' }));
  const printed = JSON.parse(await readFile(files.stdout, 'utf8')) as Printed;
  expect(printed).toEqual({ env: { ONLY: 'this' }, arg: program, pid });
  expect(code).toBe(7);
  expect((await readFile(files.exit, 'utf8')).trim()).toBe('7');
});

test('when none waits, a fresh process is started', async () => {
  const { launcher: empty } = await launcherIn(60_000);
  const { files, start } = empty.next();
  expect(await exitOf(start({ ONLY: 'this' }))).toBe(7);
  expect((JSON.parse(await readFile(files.stdout, 'utf8')) as Printed).env.ONLY).toBe('this');
});

test('a process that waits ends with its host and leaves nothing', async () => {
  const { tasks, launcher: waiting } = await launcherIn(0);
  const pid = await waitForStandby(tasks);
  waiting.close();
  expect(readdirSync(tasks)).toEqual([]);
  for (let turn = 0; turn < 500 && commandLine(pid) !== ''; turn += 1)
    await new Promise((resolve) => setTimeout(resolve, 10));
  expect(commandLine(pid)).toBe('');
});

// Elsewhere the system does not tell what a process carries.
test.runIf(process.platform === 'linux')(
  'a task whose wrapper is killed leaves no builder behind',
  async () => {
    const tasks = await mkdtemp(`${directory}/tasks`);
    const endless = `${directory}/endless.mjs`;
    await writeFile(endless, 'setInterval(() => {}, 1000);\n');
    launcher = createStandbyLauncher({
      directory: tasks,
      nodePath: process.execPath,
      standby,
      program: endless,
      delayMs: 0,
    });
    const builder = await waitForStandby(tasks);
    let stopped: () => void = () => undefined;
    const end = new Promise<void>((resolve) => (stopped = resolve));
    const opened = openTasks({
      directory: tasks,
      launcher,
      environment: () => ({}),
      mark: () => undefined,
      onOutput: () => undefined,
      onStopped: () => Promise.resolve(stopped()),
      log: createLog(() => undefined),
    });
    const { id } = opened.run({ clientToken: null, startedBy: null, fingerprint: '', environment: {} });
    const wrapper = livingProcess(opened.files(id)) ?? expect.fail('it does not run');
    expect(commandLine(builder)).not.toBe('');
    process.kill(wrapper, 'SIGKILL');
    await end;
    await expect.poll(() => commandLine(builder)).toBe('');
    opened.kill();
    await opened.close('the test is over');
  },
);
