import { describe, expect, it } from 'vitest';
import { type LogClock } from '../core/log-batcher';
import { type ChunkRecord, parseLogRecord } from '../core/log-record';
import { createMasker } from '../core/masking';
import { createBuildLog, partMs } from './build-log';

/** A log whose time the test moves on, and what it has written. */
const setUp = (secret = 'swordfish', limitMb = 256) => {
  let timers: { at: number; run: () => void }[] = [];
  let now = 0;
  const clock: LogClock = {
    now: () => now,
    after(milliseconds, run) {
      const timer = { at: now + milliseconds, run };
      timers.push(timer);
      return () => (timers = timers.filter((each) => each !== timer));
    },
  };
  const written: string[] = [];
  const log = createBuildLog({
    deploymentId: 'dep_1',
    masker: createMasker([{ name: 'SECRET', value: secret, secret: true }]),
    output: { write: (line) => written.push(line), full: () => undefined, flush: () => Promise.resolve() },
    limitMb,
    clock,
  });
  const pass = (milliseconds: number): void => {
    const until = now + milliseconds;
    for (;;) {
      const [next] = timers.filter(({ at }) => at <= until).sort((one, other) => one.at - other.at);
      if (!next) break;
      now = next.at;
      timers = timers.filter((each) => each !== next);
      next.run();
    }
    now = until;
  };
  const text = (): string =>
    written
      .map(parseLogRecord)
      .filter((record): record is ChunkRecord => record?.type === 'chunk')
      .map((chunk) => (chunk.continues ? chunk.text : `${chunk.text}\n`))
      .join('');
  const sink = log.step('DEPLOY').sink(false);
  const errors = log.step('DEPLOY').sink(true);
  return {
    log,
    text,
    pass,
    print: (said: string) => void sink.write(Buffer.from(said)),
    complain: (said: string) => void errors.write(Buffer.from(said)),
    end: async () => {
      sink.end();
      errors.end();
      return log.end();
    },
  };
};

describe('a line without an end', () => {
  it('is shown when nothing more comes, and goes on when something does', async () => {
    const { print, pass, text, end } = setUp();
    print('Installing\nContinue? (y/N) ');
    pass(partMs - 1);
    expect(text()).toBe('Installing\n');
    pass(1);
    expect(text()).toBe('Installing\nContinue? (y/N) ');
    print('y\nDone');
    await end();
    expect(text()).toBe('Installing\nContinue? (y/N) y\nDone\n');
  });

  it('waits from the last time that its stream said something', () => {
    const { print, pass, text } = setUp();
    for (const letter of '?!.') {
      print(letter);
      pass(partMs - 1);
    }
    expect(text()).toBe('');
    pass(1);
    expect(text()).toBe('?!.');
  });

  it('is closed when the other stream speaks, and no empty line is left of it', async () => {
    const { print, complain, pass, text, end } = setUp();
    print('Continue? ');
    pass(partMs);
    complain('no terminal\n');
    print('\nDone\n');
    await end();
    expect(text()).toBe('Continue? \nno terminal\nDone\n');
  });

  it('never shows what may be the beginning of a secret', async () => {
    const { print, pass, text, end } = setUp();
    print('Password: sword');
    pass(60_000);
    expect(text()).toBe('Password: ');
    print('fish!');
    pass(60_000);
    expect(text()).toBe('Password: ***!');
    await end();
    expect(text()).toBe('Password: ***!\n');
  });

  it('that shows progress is not shown while it is being written over', async () => {
    const { print, pass, text, end } = setUp();
    print('10%\r');
    pass(partMs);
    expect(text()).toBe('');
    print('20%');
    pass(partMs);
    print('\r30%\r100%\n');
    await end();
    expect(text()).toBe('20%\n100%\n');
  });

  it('is kept back once the log is over its limit', async () => {
    const { print, pass, text, end } = setUp('swordfish', 1);
    print(`${'x'.repeat(1_000)}\n`.repeat(600));
    print('Continue? ');
    const before = text();
    pass(60_000);
    expect(text().length).toBeGreaterThanOrEqual(before.length);
    expect(text()).not.toContain('Continue?');
    expect(await end()).toMatchObject({ omitted: 0 });
    expect(text()).toMatch(/\nContinue\? \n$/);
  });
});

it('a log over its limit tells how many lines it left out, and keeps the last ones masked', async () => {
  const { print, text, end } = setUp('swordfish', 1);
  for (let line = 0; line < 30_000; line += 1) print(`${line} swordfish `.padEnd(99, '.') + '\n');
  print('Error: swordfish\n');
  const { omitted, lines } = await end();
  const all = text().split('\n').slice(0, -1);
  expect(all).toHaveLength(lines);
  expect(all.at(-1)).toBe('Error: ***');
  expect(text()).not.toContain('swordfish');
  const shown = all.filter((line) => !line.startsWith('…'));
  expect(omitted).toBe(30_001 - shown.length);
  expect(text()).toContain(`… ${omitted.toLocaleString('en-US')} lines (`);
});
