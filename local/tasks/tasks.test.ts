import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLog } from '../log';
import { createLauncher } from './launcher';
import { livingProcess } from './process';
import { commandLine, familyOf } from './process-table';
import type { TaskRecord } from './task-record';
import { ClientTokenReused, openTasks, type TaskRequest, type Tasks } from './tasks';

const marker = 'TRELLIS_DEPLOYMENT_ID=dep_tasks_test';
let directory: string;
let opened: Tasks[];
let stopped: TaskRecord[];
let announced: Map<string, () => void>;

beforeEach(async () => {
  directory = await mkdtemp(`${tmpdir()}/trellis tasks `);
  opened = [];
  stopped = [];
  announced = new Map();
});

afterEach(async () => {
  for (const tasks of opened) {
    tasks.kill();
    await tasks.close('the test is over');
  }
  await rm(directory, { recursive: true, force: true, maxRetries: 5 });
});

const open = (script: string, onStopped?: (task: TaskRecord) => Promise<void>): Tasks => {
  const tasks = openTasks({
    directory,
    launcher: createLauncher(directory, ['/bin/sh', '-c', script]),
    environment: () => ({ PATH: process.env.PATH ?? '' }),
    mark: () => marker,
    onOutput: () => undefined,
    onStopped: async (task) => {
      await onStopped?.(task);
      stopped.push({ ...task });
      announced.get(task.id)?.();
    },
    log: createLog(() => undefined),
    stopTimeoutMs: 300,
  });
  opened.push(tasks);
  return tasks;
};

const request = (more: Partial<TaskRequest> = {}): TaskRequest => ({
  clientToken: 'token-1',
  startedBy: 'dep_tasks_test',
  fingerprint: 'as asked',
  environment: { TRELLIS_DEPLOYMENT_ID: 'dep_tasks_test' },
  ...more,
});

const end = (id: string): Promise<void> =>
  stopped.some((task) => task.id === id)
    ? Promise.resolve()
    : new Promise((resolve) => announced.set(id, resolve));

const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
  for (let turn = 0; turn < 500; turn += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  expect.fail('it never came true');
};

test('a task runs with what it was given, and its end and exit code are announced', async () => {
  const tasks = open('echo "for $TRELLIS_DEPLOYMENT_ID"; echo broken >&2; exit 7');
  const task = tasks.run(request());
  await end(task.id);
  expect(await readFile(tasks.files(task.id).stdout, 'utf8')).toBe('for dep_tasks_test\nbroken\n');
  expect(stopped).toMatchObject([{ id: task.id, exitCode: 7, stopCode: 'EssentialContainerExited' }]);
});

test('a retry with the same client token starts no second task', () => {
  const tasks = open('sleep 30');
  const first = tasks.run(request());
  expect(tasks.run(request()).id).toBe(first.id);
  expect(() => tasks.run(request({ fingerprint: 'something else' }))).toThrow(ClientTokenReused);
  expect(tasks.running()).toEqual([first.id]);
});

test('stopping a task lets it say its last words', async () => {
  const tasks = open('trap "echo bye; exit 3" TERM; echo ready; while :; do sleep 0.05; done');
  const { id } = tasks.run(request());
  const { stdout } = tasks.files(id);
  await until(async () => (await readFile(stdout, 'utf8')).includes('ready'));
  tasks.stop(id, 'cancelled');
  await end(id);
  expect(await readFile(stdout, 'utf8')).toBe('ready\nbye\n');
  expect(stopped).toMatchObject([{ exitCode: 3, stopCode: 'UserInitiated', stoppedReason: 'cancelled' }]);
});

test('a task that ignores the request is killed with everything below it, also in other sessions', async () => {
  const tasks = open('trap "" TERM; setsid sleep 60 & echo ready; while :; do sleep 0.05; done');
  const { id } = tasks.run(request());
  const files = tasks.files(id);
  await until(async () => (await readFile(files.stdout, 'utf8')).includes('ready'));
  const pid = livingProcess(files) ?? 0;
  const family = familyOf(pid);
  expect(family.length).toBeGreaterThan(2);
  tasks.stop(id, 'cancelled');
  await end(id);
  await until(() => familyOf(pid).length === 0);
  // A dead process that nobody has collected yet has no command line.
  expect(family.map(commandLine).filter((line) => line !== '')).toEqual([]);
});

test('an announcement that fails is made again', async () => {
  let failures = 1;
  const tasks = open('exit 0', () => {
    failures -= 1;
    return failures >= 0 ? Promise.reject(new Error('not now')) : Promise.resolve();
  });
  const { id } = tasks.run(request());
  await end(id);
  expect(stopped).toMatchObject([{ id, exitCode: 0 }]);
});

test('after a death of the host, a living task is taken up and a retry finds it', async () => {
  const before = open(`while [ ! -e '${directory}/go' ]; do sleep 0.02; done; exit 5`);
  const { id } = before.run(request());
  const after = open('exit 99');
  after.resume();
  expect(after.running()).toEqual([id]);
  expect(after.run(request()).id).toBe(id);
  await writeFile(`${directory}/go`, '');
  await until(() => stopped.length === 2);
  expect(stopped.map((task) => task.exitCode)).toEqual([5, 5]);
});

test('after a death of the host, a task that ended meanwhile is announced once', async () => {
  const dying = open('exit 4', () => new Promise(() => undefined));
  const { id } = dying.run(request());
  await until(() => existsSync(dying.files(id).exit));
  opened = [];
  const after = open('exit 99');
  after.resume();
  await end(id);
  expect(stopped).toMatchObject([{ id, exitCode: 4, stopCode: 'EssentialContainerExited' }]);
  await until(() => after.running().length === 0);
  const third = open('exit 99');
  third.resume();
  expect(third.running()).toEqual([]);
  expect(third.find(id)?.announced).toBe(true);
});

test('closing stops every task and waits for the last announcement', async () => {
  const tasks = open('trap "exit 0" TERM; while :; do sleep 0.05; done');
  const ids = ['a', 'b'].map((clientToken) => tasks.run(request({ clientToken })).id);
  await tasks.close('the host is stopping');
  expect(stopped.map((task) => task.id).sort()).toEqual(ids.sort());
  expect(() => tasks.run(request({ clientToken: 'c' }))).toThrow('starts no more tasks');
});
