/** Who watches a log: raw subscribers that see only what is sent, and careful readers that end with all of it. */
import { createHash } from 'node:crypto';
import { WebSocket } from 'ws';
import type { ReadChunk } from '../../core/log-merge';
import { Subscription } from '../../e2e/support/realtime';
import type { LogBatch } from '../../generated/schema';
import { AppSyncSocket } from '../../log-client/appsync-socket';
import { logSourceOf } from '../../log-client/api-source';
import type { Clock } from '../../log-client/clock';
import { followLog, type FollowEnd } from '../../log-client/follow-log';
import type { FaultHost } from './fault-host';

const onLogs = `subscription ($id: ID!) { onLogs(deploymentId: $id) {
  deploymentId chunks { deploymentId firstSeq count step time text stderr continues } } }`;

/** A raw subscriber. `onChunks` gets what is sent, with the time of its arrival in milliseconds since 1970. */
export const subscribe = (
  host: FaultHost,
  deploymentId: string,
  onChunks: (chunks: readonly ReadChunk[], at: number) => void,
): Promise<Subscription> =>
  Subscription.open<{ onLogs: LogBatch }>(
    host.trellis.host,
    onLogs,
    { id: deploymentId },
    ({ onLogs: batch }, at) => onChunks(batch.chunks, at),
  );

/** Connections that a scenario can cut. */
export class Sockets {
  readonly open = new Set<WebSocket>();
  opened = 0;

  /** A WebSocket whose connections are known here; `port` leads them through another door than the host's own. */
  constructorFor(port?: () => number): new (url: string, protocols: string[]) => WebSocket {
    // eslint-disable-next-line @typescript-eslint/no-this-alias
    const sockets = this;
    return class extends WebSocket {
      constructor(url: string, protocols: string[]) {
        const address = new URL(url);
        const { host } = address;
        if (port) address.port = String(port());
        super(address, protocols, { headers: { host } });
        sockets.opened += 1;
        sockets.open.add(this);
        this.on('close', () => sockets.open.delete(this));
      }
    };
  }

  /** Cuts one of them without a word. */
  cutOne(random: () => number): void {
    const all = [...this.open];
    all[Math.floor(random() * all.length)]?.terminate();
  }
}

/** A connection of the log client to a host. */
export const clientOf = (
  host: FaultHost,
  socket: new (url: string, protocols: string[]) => WebSocket,
  clock?: Clock,
): AppSyncSocket =>
  new AppSyncSocket({
    endpoint: `${host.url}/graphql`,
    authorization: () => Promise.resolve({ Authorization: host.trellis.host.token }),
    WebSocket: socket,
    ...(clock ? { clock } : {}),
  });

/** What a careful reader came to. */
export interface Followed {
  lines: string[];
  end: FollowEnd | undefined;
  /** How often it lost the connection, and when it was told so and told otherwise, in milliseconds. */
  changes: { isLive: boolean; at: number }[];
}

/** Follows a log to its end. `onLine` hears of progress. */
export const follow = async (
  host: FaultHost,
  deploymentId: string,
  client: AppSyncSocket,
  options: { clock?: Clock; onLines?: (total: number) => void } = {},
): Promise<Followed> => {
  const followed: Followed = { lines: [], end: undefined, changes: [] };
  const source = logSourceOf(
    {
      query: (text, variables) => host.api.send(text, variables),
      subscribe: (request, listener) => client.subscribe(request, listener),
    },
    deploymentId,
  );
  const hash = () => {
    const made = createHash('sha256');
    return { update: (text: string) => void made.update(text), digest: () => made.digest('hex') };
  };
  for await (const event of followLog(source, {
    createHash: hash,
    ...(options.clock ? { clock: options.clock } : {}),
  })) {
    if (event.type === 'lines') {
      followed.lines.push(...event.lines.map(({ text }) => text));
      options.onLines?.(followed.lines.length);
    }
    if (event.type === 'connection') followed.changes.push({ isLive: event.isLive, at: performance.now() });
    if (event.type === 'end') followed.end = event;
  }
  return followed;
};
