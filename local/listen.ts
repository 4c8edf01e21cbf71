/** Listening on loopback, on the port that was asked for or the next best. */
import type { Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** Which port to take. */
export interface PortWish {
  /** Exactly this one, when the person named it. */
  exactly?: number | undefined;
  /** These first, in this order. */
  prefer?: readonly (number | undefined)[];
  /** Then this one and those after it; left out: any. */
  from?: number | undefined;
}

/** The port that a person named is in use. */
export class PortTaken extends Error {
  constructor(readonly port: number) {
    super(`Port ${port} is in use by another program.`);
  }
}

const tries = 100;

/** True when the port was free and is ours now. */
const tryPort = (server: Server, port: number): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException): void => {
      server.off('listening', onListening);
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false);
      else reject(error);
    };
    const onListening = (): void => {
      server.off('error', onError);
      resolve(true);
    };
    server.once('error', onError);
    server.once('listening', onListening);
    server.listen({ port, host: '127.0.0.1', exclusive: true });
  });

const candidates = ({ prefer = [], from }: PortWish): number[] => [
  ...prefer.filter((port) => port !== undefined && port > 0).map(Number),
  ...(from ? Array.from({ length: tries }, (_, index) => from + index) : [0]),
];

/**
 * Stops listening and ends all connections, also those that speak another protocol by now, which the server itself no longer
 * counts. Give it every server right after it was made.
 */
export const closerOf = (server: Server): (() => Promise<void>) => {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
};

/** Listens and answers the port. */
export const listen = async (server: Server, wish: PortWish): Promise<number> => {
  const ports = wish.exactly ? [wish.exactly] : candidates(wish);
  for (const port of ports) if (await tryPort(server, port)) return (server.address() as AddressInfo).port;
  throw new PortTaken(ports[0] ?? 0);
};
