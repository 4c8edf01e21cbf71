import { ftruncateSync, writeSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openCommandOutput } from './command-output';
import { temporaryFolder } from './testing/repository';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => (folder = temporaryFolder()));
afterEach(() => folder.remove());

const open = () => {
  const texts = { stdout: '', stderr: '' };
  const output = openCommandOutput(folder.path, {
    stdout: (bytes) => void (texts.stdout += bytes.toString()),
    stderr: (bytes) => void (texts.stderr += bytes.toString()),
    onBehind: () => undefined,
  });
  return { output, texts, fds: output.descriptors };
};

describe('the output of a command', () => {
  it('is read while it grows, each stream to its own listener', async () => {
    const { output, texts, fds } = open();
    writeSync(fds[0], 'out');
    await vi.waitFor(() => expect(texts.stdout).toBe('out'));
    writeSync(fds[1], 'error');
    await vi.waitFor(() => expect(texts.stderr).toBe('error'));
    writeSync(fds[0], ', and the rest');
    await output.end();
    expect(texts).toEqual({ stdout: 'out, and the rest', stderr: 'error' });
  });

  it('keeps the order of the streams while the log makes it wait', async () => {
    const order: string[] = [];
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const output = openCommandOutput(folder.path, {
      stdout: (bytes) => (order.push(bytes.toString()), held),
      stderr: (bytes) => void order.push(bytes.toString()),
      onBehind: () => undefined,
    });
    const [stdout, stderr] = output.descriptors;
    writeSync(stdout, 'first');
    await vi.waitFor(() => expect(order).toEqual(['first']));
    writeSync(stdout, 'second');
    writeSync(stderr, 'third');
    release();
    await output.end();
    expect(order).toEqual(['first', 'second', 'third']);
  });

  it('keeps an error behind everything that was printed before it, however much that is', async () => {
    const order: string[] = [];
    const output = openCommandOutput(folder.path, {
      stdout: () => void order.push('out'),
      stderr: () => void order.push('error'),
      onBehind: () => undefined,
    });
    const [stdout, stderr] = output.descriptors;
    writeSync(stdout, 'x'.repeat(5_000_000));
    writeSync(stderr, 'error');
    await output.end();
    expect(order.length).toBeGreaterThan(2);
    expect(order.indexOf('error')).toBe(order.length - 1);
  });

  it('ends with what was there at its end, though somebody goes on writing', async () => {
    const { output, texts, fds } = open();
    writeSync(fds[0], 'before');
    const ended = output.end();
    writeSync(fds[0], ' after');
    await ended;
    expect(texts.stdout).toBe('before');
  });

  it('goes on from the start when it was cut off', async () => {
    const { output, texts, fds } = open();
    writeSync(fds[0], 'a long line\n');
    await vi.waitFor(() => expect(texts.stdout).toBe('a long line\n'));
    ftruncateSync(fds[0]);
    writeSync(fds[0], 'short\n');
    await output.end();
    expect(texts.stdout).toBe('a long line\nshort\n');
  });
});
