import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { TargetCredentials } from './api';
import { createTargetSource, renewBeforeMs } from './target-source';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

/** An account whose sessions last an hour, and which counts them. */
const account = (lifetimeMs: number | null = hourMs) => {
  const hidden: string[] = [];
  const problems: unknown[] = [];
  const scene = { asked: 0, failing: false, hidden, problems };
  const source = createTargetSource({
    ask: (): Promise<TargetCredentials> => {
      scene.asked += 1;
      if (scene.failing) return Promise.reject(new Error('no answer'));
      return Promise.resolve({
        accessKeyId: `id-${scene.asked}`,
        secretAccessKey: `secret-${scene.asked}`,
        sessionToken: lifetimeMs === null ? null : `token-${scene.asked}`,
        expiration: lifetimeMs === null ? null : new Date(Date.now() + lifetimeMs).toISOString(),
      });
    },
    hide: (secrets) => hidden.push(...secrets),
    onProblem: (error) => problems.push(error),
  });
  return Object.assign(scene, { source });
};

const leftMs = ({ expiration }: TargetCredentials): number => Date.parse(expiration ?? '') - Date.now();

describe('credentials of a build of five hours', () => {
  test('always hold long enough for any SDK, and are asked for once in forty minutes', async () => {
    const scene = account();
    await scene.source.get();
    const end = scene.source.keepFresh();
    for (let minute = 0; minute < 300; minute += 1) {
      await vi.advanceTimersByTimeAsync(minuteMs);
      const given = await scene.source.get();
      expect(leftMs(given)).toBeGreaterThan(renewBeforeMs - 2 * minuteMs);
      expect(scene.hidden).toEqual(expect.arrayContaining([given.secretAccessKey, given.sessionToken]));
    }
    end();
    expect(scene.asked).toBe(Math.floor(300 / 40) + 1);
    await vi.advanceTimersByTimeAsync(5 * hourMs);
    expect(scene.asked).toBe(Math.floor(300 / 40) + 1);
  });

  test('are renewed although nobody asks for them meanwhile', async () => {
    const scene = account();
    await scene.source.get();
    const end = scene.source.keepFresh();
    await vi.advanceTimersByTimeAsync(3 * hourMs);
    const before = scene.asked;
    expect(leftMs(await scene.source.get())).toBeGreaterThan(0);
    expect(scene.asked).toBe(before);
    end();
  });

  test('hold on while they cannot be renewed, and come back by themselves', async () => {
    const scene = account();
    const first = await scene.source.get();
    const end = scene.source.keepFresh();
    scene.failing = true;
    await vi.advanceTimersByTimeAsync(50 * minuteMs);
    expect(await scene.source.get()).toEqual(first);
    expect(scene.problems.length).toBeGreaterThan(1);
    scene.failing = false;
    await vi.advanceTimersByTimeAsync(2 * minuteMs);
    expect((await scene.source.get()).accessKeyId).not.toBe(first.accessKeyId);
    end();
  });
});

test('credentials are hidden before anybody has them', async () => {
  const scene = account();
  const given = scene.source.get().then(() => [...scene.hidden]);
  expect(await given).toEqual(['id-1', 'secret-1', 'token-1']);
});

test('many who ask at once get one answer', async () => {
  const scene = account();
  const all = await Promise.all(Array.from({ length: 20 }, () => scene.source.get()));
  expect(new Set(all.map(({ accessKeyId }) => accessKeyId)).size).toBe(1);
  expect(scene.asked).toBe(1);
});

test('access keys, which do not end, are asked for once', async () => {
  const scene = account(null);
  await scene.source.get();
  await vi.advanceTimersByTimeAsync(24 * hourMs);
  expect((await scene.source.get()).accessKeyId).toBe('id-1');
});

test('who has none to give says why', async () => {
  const scene = account();
  scene.failing = true;
  await expect(scene.source.get()).rejects.toThrow('no answer');
  scene.failing = false;
  expect((await scene.source.get()).accessKeyId).toBe('id-2');
});

test('after their end nobody gets the old ones', async () => {
  const scene = account();
  await scene.source.get();
  await vi.advanceTimersByTimeAsync(hourMs + minuteMs);
  expect((await scene.source.get()).accessKeyId).toBe('id-2');
});
