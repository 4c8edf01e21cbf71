/** For tests: sites behind a real HTTP server, with both routes on it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLog } from '../log';
import { createSites, type Sites, type SitesOptions } from './index';

/** A running test host. */
export interface TestHost {
  url: string;
  dataDir: string;
  sites: Sites;
  /** PUTs an application of one file, `index.mjs`, whose source is given. */
  deploy(name: string, source: string, variables?: Record<string, string>): Promise<Response>;
  /** PUTs any body. */
  put(path: string, body: string, token?: string): Promise<Response>;
  remove(name: string): Promise<Response>;
  get(path: string, init?: RequestInit): Promise<Response>;
  /** Ends the host; the data folder stays when `keepData`. */
  close(keepData?: boolean): Promise<void>;
}

/** Starts sites on any free port of 127.0.0.1. */
export const startTestHost = async (options: Partial<SitesOptions> = {}): Promise<TestHost> => {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'trellis-sites-')));
  let url = '';
  const sites = createSites({ dataDir, publicUrl: () => url, log: createLog(() => undefined), ...options });
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/sites/') === true) sites.handleDeploy(request, response);
    else sites.handleRequest(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const send = (method: string, path: string, body?: string, token = sites.token): Promise<Response> =>
    fetch(`${url}${path}`, { method, body: body ?? null, headers: { authorization: `Bearer ${token}` } });
  return {
    url,
    dataDir,
    sites,
    deploy: (name, source, variables = {}) => {
      const files = [{ path: 'index.mjs', content: Buffer.from(source).toString('base64') }];
      return send('PUT', `/sites/${name}`, JSON.stringify({ handler: 'index.handler', files, variables }));
    },
    put: (path, body, token) => send('PUT', path, body, token),
    remove: (name) => send('DELETE', `/sites/${name}`),
    get: (path, init) => fetch(`${url}${path}`, init),
    close: async (keepData = false) => {
      await sites.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      if (!keepData) await rm(dataDir, { recursive: true, force: true });
    },
  };
};
