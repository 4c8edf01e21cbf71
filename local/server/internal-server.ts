/**
 * The server that functions, builders and deploy commands talk to. It has a port of its own that stays the same over
 * restarts, so that a builder which outlives the host finds the next one.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { refusal, refuse } from './security';

/** Answers a request, or says that it is not its own. */
export type InternalRoute = (req: IncomingMessage, res: ServerResponse) => boolean;

/** Makes the server; `routes` are asked in order. */
export const createInternalServer = (routes: () => readonly InternalRoute[]): Server => {
  const server = createServer((req, res) => {
    const reason = refusal(req, (server.address() as AddressInfo).port);
    if (reason) return refuse(res, reason);
    if (!routes().some((route) => route(req, res))) refuse(res, 'Nothing answers here.', 404);
  });
  // The SDKs keep connections open between calls; closing them first would race with the next call.
  server.keepAliveTimeout = 120_000;
  return server;
};
