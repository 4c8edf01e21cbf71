import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Runner } from './run-command';
import { runCommand } from './run-command';
import { createStop } from './stop';
import { sweepProcesses } from './stop-processes';
import { isRunning } from './testing/processes';
import { temporaryFolder } from './testing/repository';

// Whatever these tests start ends by itself soon, so that a failure leaves nothing behind.
vi.setConfig({ testTimeout: 30_000 });

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => (folder = temporaryFolder()));
afterEach(() => folder.remove());

const shortGrace = { interruptMs: 150, terminateMs: 150 };

const setUp = (grace = shortGrace) => {
  const stop = createStop();
  const runner: Runner = {
    signal: stop.signal,
    grace,
    mark: { name: 'TRELLIS_COMMAND_MARK', value: folder.path },
  };
  let text = '';
  let said = '';
  let seen: { what: string; resolve: () => void } | undefined;
  const log = {
    say: (line: string) => (said += `${line}\n`),
    sink: () => ({
      write(bytes: Uint8Array) {
        text += Buffer.from(bytes).toString();
        if (seen !== undefined && text.includes(seen.what)) seen.resolve();
        return undefined;
      },
      end: () => undefined,
    }),
  };
  const sh = (script: string) =>
    runCommand(
      { file: '/bin/sh', args: ['-c', script], cwd: folder.path, env: { PATH: process.env.PATH ?? '' } },
      runner,
      log,
    );
  const output = (what: string): Promise<void> =>
    text.includes(what) ? Promise.resolve() : new Promise((resolve) => (seen = { what, resolve }));
  return { stop, runner, sh, output, text: () => text, said: () => said };
};

const pidIn = (file: string): number => Number(readFileSync(join(folder.path, file), 'utf8'));
describe('a command', () => {
  it('ends with its exit code, or with the signal that ended it', async () => {
    expect(await setUp().sh('exit 7')).toEqual({ kind: 'exited', code: 7 });
    expect(await setUp().sh('kill -KILL $$')).toEqual({ kind: 'killed', signal: 'SIGKILL' });
  });

  it('that cannot be started says so', async () => {
    const { runner } = setUp();
    const nothing = { say: () => undefined, sink: () => ({ write: () => undefined, end: () => undefined }) };
    const end = await runCommand(
      { file: '/no/such/program', args: [], cwd: folder.path, env: {} },
      runner,
      nothing,
    );
    expect(end).toMatchObject({ kind: 'not_started' });
  });

  it('cannot wait for input that never comes', async () => {
    const { sh, text } = setUp();
    expect(await sh('read answer; echo "got <$answer>"')).toEqual({ kind: 'exited', code: 0 });
    expect(text()).toContain('got <>');
  });

  it('is not started any more after a stop', async () => {
    const { sh, stop, text } = setUp();
    stop.request('CANCELLED');
    expect(await sh('echo started')).toEqual({ kind: 'stopped' });
    expect(text()).toBe('');
  });

  it('has time to clean up when it is stopped', async () => {
    const { sh, stop, output, text } = setUp({ interruptMs: 10_000, terminateMs: 10_000 });
    const end = sh(`trap 'sleep 0.3; echo cleaned; exit 0' INT; echo ready; while :; do sleep 0.02; done`);
    await output('ready');
    stop.request('CANCELLED');
    expect(await end).toEqual({ kind: 'stopped' });
    expect(text()).toContain('cleaned');
  });

  it('gets SIGTERM when it ignores SIGINT', async () => {
    const { sh, stop, output, text } = setUp();
    const end = sh(
      `trap '' INT; trap 'echo terminated; exit 0' TERM; echo ready; while :; do sleep 0.02; done`,
    );
    await output('ready');
    stop.request('CANCELLED');
    await end;
    expect(text()).toContain('terminated');
  });

  it('is killed when it ignores every signal, with its children', async () => {
    const { sh, stop, output } = setUp();
    const end = sh(`trap '' INT TERM HUP; sh -c 'echo $$ > child; sleep 20' & echo ready; wait`);
    await output('ready');
    stop.request('CANCELLED');
    expect(await end).toEqual({ kind: 'stopped' });
    expect(isRunning(pidIn('child'))).toBe(false);
  });

  it('leaves nothing running that holds its output when it has ended', async () => {
    const { sh, said } = setUp();
    expect(await sh(`sleep 20 & echo $! > child; exit 0`)).toEqual({ kind: 'exited', code: 0 });
    expect(isRunning(pidIn('child'))).toBe(false);
    expect(said()).toMatch(/^(Ended 1 processes.*\n)?$/);
  });

  it('passes on all that was written before it ended', async () => {
    const { sh, text } = setUp();
    await sh('seq 1 50000');
    expect(text().split('\n')).toHaveLength(50_001);
  });
});

describe.runIf(process.platform === 'linux')('after a stop', () => {
  it('no process is left that went into a session of its own', async () => {
    const { sh, stop, runner, output } = setUp();
    const end = sh(`trap '' INT TERM HUP
      setsid sh -c "trap '' INT TERM HUP; echo \\$\\$ > one; sleep 20" > /dev/null 2>&1 &
      (setsid nohup sh -c 'echo $$ > two; exec sleep 20' > /dev/null 2>&1 &)
      until [ -s one ] && [ -s two ]; do sleep 0.01; done; echo ready; wait`);
    await output('ready');
    stop.request('CANCELLED');
    await end;
    await sweepProcesses(runner.mark);
    expect([isRunning(pidIn('one')), isRunning(pidIn('two'))]).toEqual([false, false]);
  });

  it('no process is left of one that forks all the time', async () => {
    const { sh, stop, runner, output } = setUp();
    const fork = `for i in $(seq 600); do setsid sh -c 'echo $$ >> pids; sleep 5' > /dev/null 2>&1 & sleep 0.005; done`;
    const end = sh(`setsid sh -c "${fork.replaceAll('$', '\\$')}" > /dev/null 2>&1 &
      until [ -s pids ]; do sleep 0.01; done; echo ready; wait`);
    await output('ready');
    stop.request('CANCELLED');
    await end;
    await sweepProcesses(runner.mark);
    const pids = readFileSync(join(folder.path, 'pids'), 'utf8').trim().split('\n').map(Number);
    expect(pids.length).toBeGreaterThan(0);
    expect(pids.filter(isRunning)).toEqual([]);
  });

  it('other processes of the machine still run', async () => {
    const mine = setUp();
    const other = setUp();
    other.runner.mark = { name: 'TRELLIS_COMMAND_MARK', value: `${folder.path}-other` };
    const otherEnd = other.sh('echo ready; sleep 20');
    await other.output('ready');
    const end = mine.sh('echo ready; sleep 20');
    await mine.output('ready');
    mine.stop.request('CANCELLED');
    await end;
    await sweepProcesses(mine.runner.mark);
    expect(await Promise.race([otherEnd, Promise.resolve('still running')])).toBe('still running');
    other.stop.request('CANCELLED');
    await otherEnd;
  });
});
