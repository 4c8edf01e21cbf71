/** The server of deployed functions: on a port of its own, so that what they serve shares no origin with the dashboard. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Sites } from '../sites';
import { refusal, refuse } from './security';

/** Makes the server; it does not listen yet. */
export const createSitesServer = (sites: Pick<Sites, 'handleRequest'>): Server => {
  const server = createServer((req, res) => {
    // Other pages on this machine may call a deployed function; it decides itself what they may read.
    const reason = refusal(req, (server.address() as AddressInfo).port, 'loopback');
    if (reason) refuse(res, reason);
    else sites.handleRequest(req, res);
  });
  return server;
};
