/** The one server that people meet: dashboard, API and the routes of functions. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { routes, type FunctionName } from '../../wiring';
import type { AppSync } from '../appsync';
import type { FunctionRunner } from '../functions/function-runner';
import type { Log } from '../log';
import { region } from '../names';
import { BodyTooLarge, readBody } from './read-body';
import { routeEvent, sendRouteResult } from './routes';
import { isDelivery, refusal, refuse, refuseUpgrade } from './security';
import { createStaticFiles } from './static-files';

// GitHub sends at most 25 MB.
const maximumBodyBytes = 25 * 1024 * 1024;

/** What the server puts together. */
export interface PublicServerOptions {
  dashboard: { directory: string; exampleRepository: string | null };
  api: AppSync;
  runner: FunctionRunner;
  log: Log;
  /** Where the person's own tunnel lets GitHub in; undefined when there is none. */
  tunnelUrl?: string | undefined;
}

const functionOf = (routeKey: string): FunctionName | undefined =>
  (routes as Record<string, FunctionName>)[routeKey];

/** Makes the server; it does not listen yet. */
export const createPublicServer = ({
  dashboard,
  api,
  runner,
  log,
  tunnelUrl,
}: PublicServerOptions): Server => {
  const serveFile = createStaticFiles(dashboard.directory);

  const serveRoute = async (
    req: IncomingMessage,
    res: ServerResponse,
    url: URL,
    routeKey: string,
  ): Promise<void> => {
    const name = functionOf(routeKey);
    if (!name) return refuse(res, 'Nothing answers this method here.', 405);
    const body = await readBody(req, maximumBodyBytes);
    sendRouteResult(res, await runner.invoke(name, routeEvent(req, url, routeKey, body)));
  };

  const serve = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const url = new URL(req.url ?? '/', 'http://host');
    if (url.pathname === '/graphql') return api.handleRequest(req, res);
    if (/^\/(?:auth|webhooks|github)\//.test(url.pathname))
      return serveRoute(req, res, url, `${req.method ?? ''} ${url.pathname}`);
    if (url.pathname === '/config.json') {
      const config = {
        graphqlUrl: `http://${req.headers.host ?? ''}/graphql`,
        region,
        exampleRepository: dashboard.exampleRepository,
      };
      res.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' });
      res.end(JSON.stringify(config));
      return;
    }
    return serveFile(req, res, url.pathname);
  };

  const server = createServer((req, res) => {
    const reason = isDelivery(req, tunnelUrl)
      ? undefined
      : refusal(req, (server.address() as AddressInfo).port);
    if (reason) return refuse(res, reason);
    serve(req, res).catch((error: unknown) => {
      if (res.headersSent) return void res.destroy();
      if (error instanceof BodyTooLarge) return refuse(res, 'The body is larger than 25 MB.', 413);
      if (error instanceof URIError || error instanceof TypeError)
        return refuse(res, 'This is no address.', 400);
      log.error(`${req.method ?? ''} ${req.url?.split('?')[0] ?? ''}`, error);
      refuse(res, 'The server failed; its log says why.', 500);
    });
  });
  server.on('upgrade', (req: IncomingMessage, socket, head: Buffer) => {
    // A connection that breaks while it is refused must not end the process.
    socket.on('error', () => undefined);
    const reason = refusal(req, (server.address() as AddressInfo).port);
    if (reason) return refuseUpgrade(socket, reason);
    if (req.url?.split('?')[0] !== '/graphql/realtime')
      return refuseUpgrade(socket, 'Nothing speaks this protocol here.', 404);
    api.handleUpgrade(req, socket, head);
  });
  return server;
};
