/** A git host that can stop answering in the middle of a clone. */
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serveRepository } from '../../e2e/support/git-server';

/** The token that it asks for. */
export const gitToken = 'a-token-for-the-git-host-of-this-test';

/** A running git host. */
export interface StallingGit {
  url: string;
  /** Whether it answers. */
  stall(stalled: boolean): void;
  close(): Promise<void>;
}

/** Serves a repository. */
export const serveStalling = async (path: string): Promise<StallingGit> => {
  const inner = await serveRepository(path, gitToken);
  const { origin } = new URL(inner.url);
  let stalled = false;
  const server = createServer((req, res) => {
    if (stalled) return;
    const passed = request(
      origin + (req.url ?? ''),
      { method: req.method, headers: req.headers },
      (answer) => {
        res.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(res);
      },
    );
    passed.on('error', () => res.destroy());
    req.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: inner.url.replace(origin, `http://127.0.0.1:${port}`),
    stall: (wanted) => {
      stalled = wanted;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await inner.close();
    },
  };
};
