/** Test support: git's own HTTP server program as a CGI script (RFC 3875). */
import { execFileSync, spawn } from 'node:child_process';
import type { IncomingMessage, ServerResponse } from 'node:http';

let path: string | undefined;
const program = (): string =>
  (path ??= `${execFileSync('git', ['--exec-path'], { encoding: 'utf8' }).trim()}/git-http-backend`);

/** Answers a request for one of the repositories below a folder. */
export const answerAsGitHost = (req: IncomingMessage, res: ServerResponse, root: string): void => {
  const { pathname, searchParams } = new URL(req.url ?? '/', 'http://host');
  const backend = spawn(program(), {
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
  res.on('close', () => backend.kill());
  // Who has read enough hangs up.
  backend.stdin.on('error', () => undefined);
  let head: Buffer | undefined = Buffer.alloc(0);
  backend.stdout.on('data', (part: Buffer) => {
    if (!head) return void res.write(part);
    head = Buffer.concat([head, part]);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) return;
    const headers = head
      .subarray(0, end)
      .toString()
      .split('\r\n')
      .map((line): [string, string] => [line.split(': ')[0] ?? '', line.split(': ')[1] ?? '']);
    const status = Number.parseInt(headers.find(([name]) => name === 'Status')?.[1] ?? '200', 10);
    res.writeHead(status, Object.fromEntries(headers.filter(([name]) => name !== 'Status')));
    res.write(head.subarray(end + 4));
    head = undefined;
  });
  backend.on('close', () => res.end());
};
