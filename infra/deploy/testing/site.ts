/** Test support: an installation as browsers see it, on loopback: page, sign-in and API. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What the site is like. */
export interface Site {
  url: string;
  graphqlUrl: string;
  /** Sign-in codes that were used, in order. */
  codes: string[];
  /** Paths that were asked for. */
  asked: string[];
  /** Paths that answer with this status, as often as the number says. */
  failing: Map<string, { status: number; times: number }>;
  close(): Promise<void>;
}

/** Starts it; the page is `page`. */
export const startSite = async (page: string): Promise<Site> => {
  const codes: string[] = [];
  const asked: string[] = [];
  const failing: Site['failing'] = new Map();
  const server = createServer((req, res) => {
    const path = req.url ?? '/';
    asked.push(path);
    const failure = failing.get(path);
    if (failure && failure.times > 0) {
      failure.times -= 1;
      res.writeHead(failure.status).end('no');
      return;
    }
    const json = (status: number, body: object, headers: Record<string, string> = {}): void => {
      res.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
    };
    void text(req).then((body) => {
      if (path === '/') res.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
      else if (path === '/config.json') json(200, { version: '0.1.0' });
      else if (path === '/auth/session') {
        codes.push((JSON.parse(body) as { code: string }).code);
        json(200, { accessToken: 'trs_x' }, { 'set-cookie': 'trellis_x=r; HttpOnly' });
      } else if (path === '/auth/sign-out')
        res.writeHead(req.headers.cookie === 'trellis_x=r' ? 204 : 400).end();
      else if (req.headers.authorization === 'trs_x') json(200, { data: { viewer: { id: 'mem_owner' } } });
      else json(401, { errors: [{ errorType: 'UnauthorizedException' }] });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    graphqlUrl: `${url}/graphql`,
    codes,
    asked,
    failing,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
