/** AppSync's real-time endpoint: takes upgrades, keeps connections alive, ends them. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { Connection, type ConnectionHost } from './connection';
import { FanOut } from './fan-out';
import { chooseProtocol, readHandshake } from './handshake';

const KEEP_ALIVE_MS = 60_000;
/** AppSync ends every connection after a day. */
const CONNECTION_LIFE_MS = 24 * 3600 * 1000;
/** Messages of clients are subscriptions with their headers; none comes near this. */
const MAX_MESSAGE_BYTES = 1024 * 1024;

/** The real-time side of an API. */
export interface Realtime {
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  connections(): number;
  close(): Promise<void>;
}

/** Makes the real-time side of an API. */
export function createRealtime(options: Omit<ConnectionHost, 'fanOut'>): Realtime {
  const host: ConnectionHost = { ...options, fanOut: new FanOut() };
  const server = new WebSocketServer({
    noServer: true,
    handleProtocols: chooseProtocol,
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
  });
  const open = new Set<Connection>();
  const beat = setInterval(() => {
    for (const connection of open) connection.keepAlive();
  }, KEEP_ALIVE_MS);
  beat.unref();

  return {
    handleUpgrade(request, socket, head) {
      const handshake = readHandshake(request);
      server.handleUpgrade(request, socket, head, (client) => {
        const connection = new Connection(
          client,
          socket,
          handshake,
          request.socket.remoteAddress ?? '',
          host,
        );
        open.add(connection);
        const life = setTimeout(() => connection.terminate(), CONNECTION_LIFE_MS);
        life.unref();
        client.once('close', () => {
          clearTimeout(life);
          open.delete(connection);
        });
      });
    },
    connections: () => open.size,
    close() {
      clearInterval(beat);
      for (const connection of open) connection.terminate();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
