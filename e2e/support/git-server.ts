/** A git host that asks for a token: git's own HTTP server program behind Basic authentication. */
import { execFileSync, spawn } from 'node:child_process';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, dirname } from 'node:path';

/** A running host of one repository. */
export interface GitServer {
  /** The repository's address. */
  url: string;
  close(): Promise<void>;
}

const password = ({ headers }: IncomingMessage): string | undefined =>
  Buffer.from(headers.authorization?.replace('Basic ', '') ?? '', 'base64')
    .toString()
    .split(':')[1];

/** Runs the program as a CGI script (RFC 3875) and passes on what it answers. */
const runBackend = (req: IncomingMessage, res: ServerResponse, root: string): void => {
  const { pathname, searchParams } = new URL(req.url ?? '/', 'http://host');
  const program = `${execFileSync('git', ['--exec-path'], { encoding: 'utf8' }).trim()}/git-http-backend`;
  const backend = spawn(program, {
    env: {
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: decodeURIComponent(pathname),
      QUERY_STRING: searchParams.toString(),
      REQUEST_METHOD: req.method,
      CONTENT_TYPE: req.headers['content-type'],
      HTTP_CONTENT_ENCODING: req.headers['content-encoding'],
      GIT_PROTOCOL: String(req.headers['git-protocol'] ?? ''),
    },
  });
  req.pipe(backend.stdin);
  const parts: Buffer[] = [];
  backend.stdout.on('data', (part: Buffer) => parts.push(part));
  backend.on('close', () => {
    const answer = Buffer.concat(parts);
    const end = answer.indexOf('\r\n\r\n');
    const headers = answer
      .subarray(0, end)
      .toString()
      .split('\r\n')
      .map((line): [string, string] => [line.split(': ')[0] ?? '', line.split(': ')[1] ?? '']);
    const status = Number.parseInt(headers.find(([name]) => name === 'Status')?.[1] ?? '200', 10);
    res.writeHead(status, Object.fromEntries(headers.filter(([name]) => name !== 'Status')));
    res.end(answer.subarray(end + 4));
  });
};

/** Serves the repository at `path` to who shows the token. */
export const serveRepository = async (path: string, token: string): Promise<GitServer> => {
  const server = createServer((req, res) => {
    if (password(req) === token) return runBackend(req, res, dirname(path));
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
