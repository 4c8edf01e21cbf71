/** Test support: git's own HTTP server program as a CGI script (RFC 3875). */
import { execFileSync, spawn } from 'node:child_process';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** What the program said to a request, whole. */
interface GitAnswer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

let path: string | undefined;
const program = (): string =>
  (path ??= `${execFileSync('git', ['--exec-path'], { encoding: 'utf8' }).trim()}/git-http-backend`);

const answerOf = (output: Buffer): GitAnswer => {
  const end = output.indexOf('\r\n\r\n');
  const headers = new Map(
    output
      .subarray(0, end)
      .toString()
      .split('\r\n')
      .map((line): [string, string] => [line.split(': ')[0] ?? '', line.split(': ')[1] ?? '']),
  );
  const status = Number.parseInt(headers.get('Status') ?? '200', 10);
  headers.delete('Status');
  return { status, headers: Object.fromEntries(headers), body: output.subarray(end + 4) };
};

const ask = async (req: IncomingMessage, question: Buffer, root: string): Promise<GitAnswer> => {
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
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  // A program that refuses reads nothing.
  backend.stdin.on('error', () => undefined);
  backend.stdin.end(question);
  return answerOf(await buffer(backend.stdout));
};

/**
 * Answers requests for the repositories below a folder.
 *
 * @param revision changes whenever one of them does: until then the same question has the same answer, and no program is started for it
 */
export class GitBackend {
  private readonly answers = new Map<string, Promise<GitAnswer>>();

  constructor(
    private readonly root: string,
    private readonly revision?: () => number,
  ) {}

  async answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const { status, headers, body } = await this.ask(req, await buffer(req));
    res.writeHead(status, headers).end(body);
  }

  private ask(req: IncomingMessage, question: Buffer): Promise<GitAnswer> {
    if (!this.revision) return ask(req, question, this.root);
    const words = [
      this.revision(),
      req.method,
      req.url,
      req.headers['git-protocol'],
      question.toString('latin1'),
    ];
    const key = words.join('\n');
    const known = this.answers.get(key) ?? ask(req, question, this.root);
    this.answers.set(key, known);
    return known;
  }
}
