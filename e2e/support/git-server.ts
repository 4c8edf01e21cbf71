/** A git host that asks for a token: git's own HTTP server program behind Basic authentication. */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, dirname } from 'node:path';
import { GitBackend } from '../../functions/testing/git-backend';

/** A running host of one repository. */
export interface GitServer {
  /** The repository's address. */
  url: string;
  close(): Promise<void>;
}

/** The password of a request with Basic authentication, which is where git puts a token. */
export const passwordOf = ({ headers }: IncomingMessage): string | undefined =>
  Buffer.from(headers.authorization?.replace('Basic ', '') ?? '', 'base64')
    .toString()
    .split(':')[1];

/** Serves the repository at `path` to who shows the token. */
export const serveRepository = async (path: string, token: string): Promise<GitServer> => {
  const backend = new GitBackend(dirname(path));
  const server = createServer((req, res) => {
    if (passwordOf(req) === token) return void backend.answer(req, res);
    res.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/${encodeURIComponent(basename(path))}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
