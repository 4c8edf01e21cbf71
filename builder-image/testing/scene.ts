/** What tests of whole runs share: a folder, the API with a job, and the real builder. */
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from 'vitest';
import type { EnvironmentSettings } from '../../core/records';
import type { Job } from '../job';
import type { RunningBuilder } from './builder';
import { bundleBuilder, startBuilder } from './builder';
import type { FakeApi, FakeRefusal } from './fake-api';
import { startFakeApi } from './fake-api';
import { noSettings } from './job';
import { makeRepository, temporaryFolder } from './repository';

/** Settings with the given ones set; nothing is installed. */
export const settings = (more: Partial<EnvironmentSettings>): EnvironmentSettings => ({
  ...noSettings,
  installCommand: 'true',
  ...more,
});

/** Sets the scene for each test of a file. */
export const setScene = () => {
  // Each test starts several processes; a busy machine takes its time.
  vi.setConfig({ testTimeout: 30_000 });
  const shared = temporaryFolder();
  let bundle = '';
  let folder = shared;
  let api: FakeApi | undefined;

  beforeAll(async () => {
    bundle = await bundleBuilder(shared.path);
  });
  afterAll(() => shared.remove());
  beforeEach(async () => {
    folder = temporaryFolder();
    api = await startFakeApi(() => scene.job);
  });
  afterEach(async () => {
    await api?.close();
    folder.remove();
  });

  const scene = {
    /** What the claim is answered with. */
    job: { errorType: 'no job set' } as Job | FakeRefusal,
    get api(): FakeApi {
      if (api === undefined) throw new Error('the scene is set for tests, not for hooks');
      return api;
    },
    /** A path in the test's folder. */
    at: (...parts: string[]): string => join(folder.path, ...parts),
    start: (env?: Record<string, string>, program?: readonly string[]): RunningBuilder =>
      startBuilder(bundle, scene.api, scene.at('work'), env, program),
    /** Runs a builder to its end. */
    async run(
      env?: Record<string, string>,
      program?: readonly string[],
    ): Promise<RunningBuilder & { code: number | null }> {
      const builder = scene.start(env, program);
      const { code, stderr } = await builder.exited;
      expect(stderr).not.toMatch(/unexpected/);
      return { ...builder, code };
    },
    repository: (scripts: Record<string, string>, files: Record<string, string> = {}) =>
      makeRepository(scene.at('my repo'), {
        'package.json': JSON.stringify({ name: 'shop', scripts }),
        ...files,
      }),
    /** How the steps stood at last. */
    statuses: (): Record<string, string> =>
      Object.fromEntries(scene.api.steps().map(({ name, status }) => [name, status])),
  };
  return scene;
};
