import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Runner } from './run-command';
import { runCommand } from './run-command';
import { createStop } from './stop';
import { sweepProcesses } from './stop-processes';
import { isRunning, stateOf } from './testing/processes';
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
    outputDirectory: folder.path,
  };
  let text = '';
  let said = '';
  let hold: Promise<void> | undefined;
  let seen: { what: string; resolve: () => void } | undefined;
  const log = {
    say: (line: string) => (said += `${line}\n`),
    sink: () => ({
      write(bytes: Uint8Array) {
        text += Buffer.from(bytes).toString();
        if (seen !== undefined && text.includes(seen.what)) {
          seen.resolve();
          seen = undefined;
        }
        return hold;
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
  /** From now on the log takes no more; gives the way to go on. */
  const holdLog = (): (() => void) => {
    let release = (): void => undefined;
    hold = new Promise((resolve) => (release = resolve));
    return () => {
      hold = undefined;
      release();
    };
  };
  const node = (code: string) => {
    writeFileSync(join(folder.path, 'program.cjs'), code);
    return sh(`exec '${process.execPath}' program.cjs`);
  };
  return { stop, runner, sh, node, output, holdLog, text: () => text, said: () => said };
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

  it.each([1, 2])(
    'passes on a burst of lines on descriptor %i whole, though it exits at once',
    async (to) => {
      const { node, text } = setUp();
      const print = to === 1 ? 'console.log' : 'console.error';
      const end = await node(`for (let i = 0; i < 20_000; i++) ${print}('line ' + i); process.exit(1);`);
      expect(end).toEqual({ kind: 'exited', code: 1 });
      expect(text()).toBe(Array.from({ length: 20_000 }, (_, index) => `line ${index}\n`).join(''));
    },
  );

  it.each(['CANCELLED', 'TIMED_OUT'] as const)(
    'that is stopped (%s) has all in the log that it printed before, also half a line',
    async (reason) => {
      const { stop, node, output, holdLog, text } = setUp();
      const release = holdLog();
      const end = node(`console.log('begin');
        for (let i = 0; i < 20_000; i++) console.log('line ' + i);
        process.stdout.write('half');
        require('node:fs').writeFileSync('printed', '');
        setInterval(() => undefined, 1_000);`);
      await output('begin');
      await vi.waitFor(() => expect(existsSync(join(folder.path, 'printed'))).toBe(true), 10_000);
      stop.request(reason);
      release();
      expect(await end).toEqual({ kind: 'stopped' });
      expect(text()).toMatch(/\nline 19999\nhalf$/);
      expect(text().split('\n')).toHaveLength(20_002);
    },
  );

  it('has no terminal, and no file of its output to be found', async () => {
    const { sh, text } = setUp();
    await sh('[ -t 1 ] || [ -t 2 ] || echo none; ls -a');
    expect(text()).toBe('none\n.\n..\n');
    expect(readdirSync(folder.path)).toEqual([]);
  });

  it('is not started when there is no room for its output', async () => {
    const { runner, sh } = setUp();
    runner.outputDirectory = join(folder.path, 'none');
    expect(await sh('exit 0')).toMatchObject({
      kind: 'not_started',
      detail: expect.stringContaining('ENOENT') as string,
    });
  });
});

describe.runIf(process.platform === 'linux')('on Linux, a command', () => {
  it('pauses while it is far ahead of the log, and goes on', async () => {
    const { sh, output, holdLog, text } = setUp();
    const release = holdLog();
    const end = sh(`echo $$ > pid; echo begin; yes 0123456789 | head -c 80000000
      until [ -e go ]; do sleep 0.02; done; echo; echo end`);
    await output('begin');
    await vi.waitFor(() => expect(stateOf(pidIn('pid'))).toBe('T'), 20_000);
    writeFileSync(join(folder.path, 'go'), '');
    release();
    expect(await end).toEqual({ kind: 'exited', code: 0 });
    expect(text().endsWith('\nend\n')).toBe(true);
    expect(text()).toHaveLength(80_000_000 + 'begin\n\nend\n'.length);
  });

  it('leaves nothing running in another session that prints to its output', async () => {
    const { sh, said } = setUp();
    const end = await sh(`setsid sh -c 'echo $$ > child; exec sleep 20' & until [ -s child ]; do :; done`);
    expect(end).toEqual({ kind: 'exited', code: 0 });
    expect(isRunning(pidIn('child'))).toBe(false);
    expect(said()).toMatch(/^Ended \d processes/);
  });

  it.runIf(process.getuid?.() === 0)('of another user cannot cut off what it has printed', async () => {
    const { runner } = setUp();
    runner.user = { uid: 65_534, gid: 65_534 };
    const args = ['-c', 'seq 1 50000; echo x > /dev/stdout'];
    let printed = '';
    const sink = {
      write: (bytes: Uint8Array) => void (printed += Buffer.from(bytes).toString()),
      end: () => undefined,
    };
    const env = { PATH: process.env.PATH ?? '' };
    await runCommand({ file: '/bin/sh', args, cwd: '/', env }, runner, {
      say: () => undefined,
      sink: () => sink,
    });
    expect(printed).toMatch(/^1\n2\n/);
    expect(printed).toContain('\n50000\n');
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
