import { expect, test } from 'vitest';
import { createLog } from '../log';
import { createFunctionRunner } from './function-runner';

const lines: string[] = [];
const log = createLog((line) => lines.push(line));

const runnerOf = (handler: unknown, timeoutSeconds = 5) =>
  createFunctionRunner(
    { deploy: () => Promise.resolve({ handler }) },
    { deploy: { timeoutSeconds, memoryMb: 128 } },
    log,
  );

test('events and answers travel as JSON, as they do to Lambda', async () => {
  const at = new Date(0);
  const runner = runnerOf((event: { at: unknown }) => ({ got: event, at, nothing: undefined }));
  expect(await runner.invoke('deploy', { at, nothing: undefined })).toEqual({
    got: { at: at.toISOString() },
    at: at.toISOString(),
  });
  expect(await runnerOf(() => undefined).invoke('deploy', {})).toBeNull();
});

test('a function that takes too long fails, and says so', async () => {
  const runner = runnerOf(() => new Promise(() => undefined), 0.05);
  await expect(runner.invoke('deploy', {})).rejects.toThrow('deploy: Task timed out after 0.05 seconds');
});

test('a function that throws is named in the log, without what it was given', async () => {
  const runner = runnerOf(() => {
    throw new Error('broken');
  });
  lines.length = 0;
  await expect(runner.invoke('deploy', { token: 'swordfish' })).rejects.toThrow('broken');
  expect(lines.join('')).toMatch(/function deploy failed: broken/);
  expect(lines.join('')).not.toContain('swordfish');
});

test('a module without a handler is an error that names it', async () => {
  await expect(runnerOf(undefined).invoke('deploy', {})).rejects.toThrow('deploy exports no handler');
});
