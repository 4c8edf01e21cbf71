/** Debian's Buildbot: a master and a worker on this machine, started, asked and ended. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { access, mkdir, readFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { until } from '../../e2e/support/until';
import {
  buildbotEnvironment,
  buildbotFolders,
  buildbotProgram,
  worker,
  writeBuildbotFiles,
} from './buildbot-files';
import { buildSchema, followBuildbot } from './buildbot-follower';
import { python } from './jobs';
import type { Peer, Place, Run } from './peer';

const run = promisify(execFile);
const masterProgram = '/usr/bin/buildbot';
const workerProgram = '/usr/bin/buildbot-worker';
const hookSecret = 'a secret of GitHub and Buildbot';
const buildsSchema = z.object({ builds: z.array(buildSchema) });

/** What is missing here for a comparison with Buildbot, as a sentence; undefined when nothing is. */
export const whatBuildbotLacks = async (): Promise<string | undefined> => {
  for (const path of [masterProgram, workerProgram, python]) {
    const isThere = await access(path).then(
      () => true,
      () => false,
    );
    if (!isThere)
      return `There is nothing to compare with: ${path} is not installed (on Debian and Ubuntu: apt-get install buildbot buildbot-worker).`;
  }
  return undefined;
};

/** Its version, as its program says. */
export const buildbotVersion = async (): Promise<string> => {
  const { stdout } = await run(...buildbotProgram(masterProgram, '--version'), { cwd: '/' });
  return /Buildbot version: (\S+)/.exec(stdout)?.[1] ?? 'of unknown version';
};

const freePort = async (): Promise<number> => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
};

const ends = async (child: ChildProcess, signal: NodeJS.Signals): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await gone;
};

/** Makes and starts a master and a worker in the place's folder; everything listens on 127.0.0.1. */
export const startBuildbot = async (place: Place): Promise<Peer> => {
  const folders = buildbotFolders(place);
  const env = buildbotEnvironment(place);
  const settings = { webPort: await freePort(), workerPort: await freePort(), hookSecret };
  await mkdir(place.folder, { recursive: true });
  await run(...buildbotProgram(masterProgram, 'create-master', folders.master), { env });
  const address = `127.0.0.1:${settings.workerPort}`;
  const workerArgs = ['create-worker', folders.worker, address, worker.name, worker.password];
  await run(...buildbotProgram(workerProgram, ...workerArgs), { env });
  await writeBuildbotFiles(place, settings);

  const begin = (path: string, folder: string): ChildProcess => {
    const [program, args] = buildbotProgram(path, 'start', '--nodaemon', folder);
    return spawn(program, args, { cwd: folder, env, stdio: 'ignore' });
  };
  const logged = async (folder: string, text: string, times: number): Promise<void> => {
    const log = (): Promise<string> => readFile(join(folder, 'twistd.log'), 'utf8').catch(() => '');
    const ask = async (): Promise<true | undefined> =>
      (await log()).split(text).length > times ? true : undefined;
    await until(ask, { what: `"${text}" in the log of ${folder}`, deadlineMs: 60_000, instead: log });
  };

  let starts = 0;
  let workerProcess: ChildProcess | undefined;
  const beginWorker = async (): Promise<void> => {
    workerProcess = begin(workerProgram, folders.worker);
    await logged(folders.worker, 'Connected to buildmaster; worker is ready', (starts += 1));
  };
  const master = begin(masterProgram, folders.master);
  const stop = async (): Promise<void> => {
    if (workerProcess !== undefined) await ends(workerProcess, 'SIGTERM');
    await ends(master, 'SIGTERM');
  };
  try {
    await logged(folders.master, 'BuildMaster is running', 1);
    await beginWorker();
  } catch (error) {
    await stop();
    throw error;
  }

  const api = `http://127.0.0.1:${settings.webPort}`;
  const builds = async (): Promise<Run[]> => {
    const { builds: list } = buildsSchema.parse(await (await fetch(`${api}/api/v2/builds`)).json());
    return list.map(({ buildid, complete }) => ({ id: String(buildid), ended: complete }));
  };
  return {
    name: 'Buildbot',
    serverPid: master.pid ?? 0,
    async deliver(body, deliveryId) {
      const response = await fetch(`${api}/change_hook/github`, {
        method: 'POST',
        body,
        headers: {
          'content-type': 'application/json',
          'x-github-event': 'push',
          'x-github-delivery': deliveryId,
          'x-hub-signature': `sha1=${createHmac('sha1', hookSecret).update(body).digest('hex')}`,
        },
      });
      if (!response.ok) throw new Error(`Buildbot answered a push with ${response.status}`);
      await response.text();
    },
    follow: (observer) => followBuildbot(settings.webPort, observer),
    runs: builds,
    async cancel(id) {
      const request = { jsonrpc: '2.0', id: 1, method: 'stop', params: { reason: 'bench' } };
      const response = await fetch(`${api}/api/v2/builds/${id}`, {
        method: 'POST',
        body: JSON.stringify(request),
        headers: { 'content-type': 'application/json' },
      });
      if (!response.ok) throw new Error(`Buildbot answered a request to stop with ${response.status}`);
    },
    async killBuilder() {
      if (workerProcess !== undefined) await ends(workerProcess, 'SIGKILL');
    },
    revive: beginWorker,
    stop,
  };
};
