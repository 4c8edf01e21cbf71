/** The engines that stand for AWS, on a data folder of their own and without the functions: for tests. */
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { personAccount } from '../aws/person-account';
import { openDataFolder, type DataFolder } from '../data-folder';
import type { AwsCredentials } from '../keys';
import { listen } from '../listen';
import { createLog } from '../log';
import { openPlatform } from '../platform';
import { createInternalServer } from '../server/internal-server';

/** Engines behind their endpoint. */
export interface TestPlatform {
  url: string;
  folder: DataFolder;
  credentials: AwsCredentials;
  credentialsToken(taskId: string): string;
  /** Resolves when a task has been announced as stopped. */
  stopped(taskId: string): Promise<unknown>;
  /** Gives the event that says that a deployment changed, once it is delivered. */
  changed(deploymentId: string): Promise<unknown>;
  close(): Promise<void>;
}

/** Starts engines whose tasks run a program of the test. */
export const startTestPlatform = async (
  program: readonly [string, ...string[]],
  personEnvironment: NodeJS.ProcessEnv = {},
): Promise<TestPlatform> => {
  const directory = await mkdtemp(`${tmpdir()}/trellis platform `);
  const folder = openDataFolder(directory);
  const heard = new Map<string, unknown>();
  const waiting = new Map<string, (event: unknown) => void>();
  const hear = (id: string, event: unknown): void => {
    heard.set(id, event);
    waiting.get(id)?.(event);
  };
  const wait = (id: string): Promise<unknown> =>
    heard.has(id) ? Promise.resolve(heard.get(id)) : new Promise((resolve) => waiting.set(id, resolve));
  const server = createInternalServer(() => platform.routes);
  const platform = openPlatform({
    folder,
    builder: { command: program },
    runner: {
      invoke: (name, event) => {
        if (name === 'taskStopped') hear((event as { id: string }).id, event);
        if (name === 'notifyGithub') {
          const { detail } = event as { detail: { deploymentId: string } };
          hear(detail.deploymentId, event);
        }
        return Promise.resolve(null);
      },
      warm: () => Promise.resolve(),
    },
    internalUrl: () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    commandEnvironment: () => ({ PATH: process.env.PATH ?? '' }),
    account: personAccount(personEnvironment),
    log: createLog(() => undefined),
    stopTimeoutMs: 500,
  });
  const port = await listen(server, {});
  return {
    url: `http://127.0.0.1:${port}`,
    folder,
    credentials: platform.keys.host,
    credentialsToken: (taskId) => platform.keys.credentialsToken(taskId),
    stopped: wait,
    changed: wait,
    close: async () => {
      await platform.tasks.close('the test is over');
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await platform.close();
      await rm(directory, { recursive: true, force: true, maxRetries: 5 });
    },
  };
};
