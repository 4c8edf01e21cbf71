/** Test support: an API of resolvers written inline, on a real HTTP server. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type AppSyncOptions, createAppSync, type LogEntry, type ResolverSource } from '../index';

/** A served API. */
export interface Served {
  /** `http://localhost:PORT/graphql` */
  url: string;
  port: number;
  logged: LogEntry[];
  connections(): number;
  close(): Promise<void>;
}

/** The key that `serve` accepts unless told otherwise. */
export const API_KEY = 'da2-test';

/** A resolver as text, named after its field. */
export const inline = (file: string, code: string, dataSource?: string): ResolverSource => ({
  file,
  code: `import { util, extensions, runtime } from '@aws-appsync/utils';\nimport * as ddb from '@aws-appsync/utils/dynamodb';\n${code}`,
  ...(dataSource === undefined ? {} : { dataSource }),
});

/** A resolver without a data source that answers an expression over `ctx`. */
export const answering = (file: string, expression: string): ResolverSource =>
  inline(
    file,
    `export function request(ctx) { return { payload: ${expression} }; } export function response(ctx) { return ctx.result; }`,
  );

/** Starts an API; what is left out has the least that works. */
export async function serve(options: Partial<AppSyncOptions> & { schema: string }): Promise<Served> {
  const logged: LogEntry[] = [];
  const api = await createAppSync({
    resolvers: {},
    dataSources: {},
    auth: { default: 'API_KEY', apiKeys: [API_KEY] },
    log: (entry) => logged.push(entry),
    ...options,
  });
  const server = createServer((request, response) => api.handleRequest(request, response));
  server.on('upgrade', (request, socket, head) => api.handleUpgrade(request, socket, head));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}/graphql`,
    port,
    logged,
    connections: () => api.connections(),
    async close() {
      await api.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A response, as far as tests look into it. */
export interface GraphQLAnswer {
  status: number;
  body: { data?: Record<string, unknown> | null; errors?: Record<string, unknown>[] };
}

/** Sends a body as it is. */
export async function post(
  url: string,
  body: string,
  headers: Record<string, string> = { 'x-api-key': API_KEY },
): Promise<GraphQLAnswer> {
  const response = await fetch(url.replace('localhost', '127.0.0.1'), { method: 'POST', body, headers });
  return { status: response.status, body: (await response.json()) as GraphQLAnswer['body'] };
}

/** Sends a document. */
export const graphql = (
  url: string,
  query: string,
  variables: Record<string, unknown> = {},
  headers?: Record<string, string>,
): Promise<GraphQLAnswer> => post(url, JSON.stringify({ query, variables }), headers);
