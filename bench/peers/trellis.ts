/** Trellis: the real host on this machine, as `npm start` runs it. */
import { createHmac } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Trellis } from '../../e2e/support/trellis';
import { webhookSecret } from '../../e2e/support/webhook-secret';
import type { Peer, Place, Run } from './peer';
import { followTrellis, isEnded } from './trellis-follower';

const address = 'https://github.com/acme/shop.git';

/** The process groups of all builders that have not ended. */
const builders = async (dataDir: string): Promise<number[]> => {
  const folder = join(dataDir, 'tasks');
  const read = (task: string, file: string): Promise<string | undefined> =>
    readFile(join(folder, task, file), 'utf8').catch(() => undefined);
  const found: number[] = [];
  for (const task of await readdir(folder)) {
    // What has a record was started; the one that stands by has none yet.
    if ((await read(task, 'task.json')) === undefined || (await read(task, 'exit')) !== undefined) continue;
    const pid = Number(await read(task, 'pid'));
    if (pid > 0) found.push(pid);
  }
  return found;
};

/** Starts a host of its own with one app, whose first environment follows the repository's branch. */
export const startTrellis = async (place: Place): Promise<Peer> => {
  await mkdir(place.folder, { recursive: true });
  // The address is GitHub's; git itself is told where to find it, so nothing leaves this machine.
  await writeFile(
    join(place.folder, '.gitconfig'),
    `[url "${place.repository}"]\n\tinsteadOf = ${address}\n`,
  );
  const trellis = new Trellis();
  await trellis.start({ environment: { HOME: place.folder } });
  const { host, api } = trellis;
  const secret = await webhookSecret(host);
  const app = await api.createApp({
    name: 'shop',
    repository: address,
    settings: { tests: false, deployCommand: place.command.join(' '), removeCommand: 'true' },
  });
  const environmentId = app.environments.find(({ name }) => name === 'development')?.id ?? '';
  const deployments = async (): Promise<Run[]> =>
    (await api.deployments(environmentId)).map(({ id, status }) => ({ id, ended: isEnded(status) }));
  return {
    name: 'Trellis',
    serverPid: host.pid,
    async deliver(body, deliveryId) {
      const response = await fetch(`${host.url}/webhooks/github`, {
        method: 'POST',
        body,
        headers: {
          'content-type': 'application/json',
          'x-github-event': 'push',
          'x-github-delivery': deliveryId,
          'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
        },
      });
      if (!response.ok) throw new Error(`Trellis answered a push with ${response.status}`);
      await response.text();
    },
    follow: (observer) => followTrellis(trellis, environmentId, observer),
    runs: deployments,
    cancel: (id) => api.cancel(id),
    async killBuilder() {
      for (const pid of await builders(host.dataDir)) process.kill(-pid, 'SIGKILL');
    },
    revive: () => Promise.resolve(),
    stop: () => trellis.stop(),
  };
};
