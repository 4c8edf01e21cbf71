/**
 * Who may talk to a server on this machine: programs that run here and pages that it served itself. Any web page can make a
 * browser send requests to a loopback address; its Origin gives it away, and so does the Host of a rebound name.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { contentSecurityPolicy, pageHeaders, type PageOrigins } from '../../core/page-security';

const names = ['127.0.0.1', 'localhost', '[::1]'];

const isLoopback = (origin: string): boolean =>
  names.some(
    (name) => origin.toLowerCase() === `http://${name}` || origin.toLowerCase().startsWith(`http://${name}:`),
  );

/**
 * Why a request is refused, in one sentence; undefined when it may pass.
 *
 * @param pages - whose pages may ask: only the server's own, or those of any server on this machine
 */
export const refusal = (
  req: IncomingMessage,
  port: number,
  pages: 'own' | 'loopback' = 'own',
): string | undefined => {
  const { host = '', origin } = req.headers;
  const own = names.map((name) => `${name}:${port}`);
  if (!own.includes(host.toLowerCase()))
    return `This server answers to ${own[0]} and localhost:${port} only, not to the host name of this request.`;
  const known =
    origin === undefined ||
    own.some((name) => origin.toLowerCase() === `http://${name}`) ||
    (pages === 'loopback' && isLoopback(origin));
  if (!known) return 'This server answers to its own pages only, not to the page that sent this request.';
  return undefined;
};

/**
 * True for a webhook delivery that comes through the person's own tunnel: the one request that another host name may bring, because its
 * signature says who sent it. A page cannot send it.
 */
export const isDelivery = (
  { method, url, headers }: IncomingMessage,
  tunnelUrl: string | undefined,
): boolean =>
  tunnelUrl !== undefined &&
  method === 'POST' &&
  url === '/webhooks/github' &&
  headers.host?.toLowerCase() === new URL(tunnelUrl).host &&
  headers.origin === undefined;

/** Refuses a request; what it carries is not read. */
export const refuse = (res: ServerResponse, sentence: string, status = 403): void => {
  res.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' });
  res.end(`${sentence}\n`);
};

/** Refuses a request to switch protocols. */
export const refuseUpgrade = (socket: Duplex, sentence: string, status = 403): void => {
  const body = `${sentence}\n`;
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nContent-Type: text/plain; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
};

/** Headers of every page and file. */
export const securityHeaders = (origins: PageOrigins): Record<string, string> => ({
  'content-security-policy': contentSecurityPolicy(origins),
  ...pageHeaders,
});
