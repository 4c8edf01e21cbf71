/** Trellis: the real host on this machine, as `npm start` runs it. */
import { createHmac } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isTerminal } from '../../core/states';
import { Trellis } from '../../e2e/support/trellis';
import { webhookSecret } from '../../e2e/support/webhook-secret';
import { killBuilders } from '../builders';
import type { Peer, Place, Run } from './peer';
import { followTrellis } from './trellis-follower';

const address = 'git@github.com:acme/shop.git';

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
  try {
    return await peerOf(trellis, place.command.join(' '));
  } catch (error) {
    await trellis.stop();
    throw error;
  }
};

const peerOf = async (trellis: Trellis, deployCommand: string): Promise<Peer> => {
  const { host, api } = trellis;
  const secret = await webhookSecret(host);
  const app = await api.createApp({
    name: 'shop',
    repository: address,
    settings: { tests: false, deployCommand, removeCommand: 'true' },
  });
  const environmentId = app.environments.find(({ name }) => name === 'development')?.id ?? '';
  const deployments = async (): Promise<Run[]> =>
    (await api.deployments(environmentId)).map(({ id, status }) => ({ id, ended: isTerminal(status) }));
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
    killBuilder: () => killBuilders(host.dataDir),
    revive: () => Promise.resolve(),
    stop: () => trellis.stop(),
  };
};
