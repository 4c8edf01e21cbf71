/** Test support: the part of GitHub's REST API that functions use, answering as its documentation says. */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FakeRemotes } from './fake-remotes';

/** A request as it came. */
export interface GitHubRequest {
  path: string;
  authorization: string;
  etag: string | undefined;
  /** What it was answered with. */
  status: number;
}

interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
}

/** Answers in GitHub's stead, at once or later, when a test wants it to. */
export type Instead = (path: string) => Answer | Promise<Answer | undefined> | undefined;

/** "Get a reference", with ETags, over the repositories of `remotes`. */
export class FakeGitHub {
  readonly requests: GitHubRequest[] = [];
  /** The access token that may read everything. */
  token = 'ghp_reader';
  instead: Instead = () => undefined;

  constructor(private readonly remotes: FakeRemotes) {}

  reset(): void {
    this.requests.length = 0;
    this.instead = () => undefined;
  }

  async handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const path = decodeURIComponent((req.url ?? '').replace('/github', ''));
    const authorization = req.headers.authorization ?? '';
    const etag = req.headers['if-none-match'];
    const { status, headers, body } = (await this.instead(path)) ?? this.answer(path, authorization, etag);
    this.requests.push({ path, authorization, etag, status });
    res.writeHead(status, {
      'content-type': 'application/json; charset=utf-8',
      'x-github-request-id': `REQ:${this.requests.length}`,
      ...headers,
    });
    res.end(body === undefined ? undefined : JSON.stringify(body));
  }

  private answer(path: string, authorization: string, etag: string | undefined): Answer {
    const limits = { 'x-ratelimit-limit': '5000', 'x-ratelimit-remaining': '4999' };
    if (authorization !== `Bearer ${this.token}`)
      return { status: 401, headers: limits, body: { message: 'Bad credentials', status: '401' } };
    const [, name = '', branch = ''] = /^\/repos\/([^/]+\/[^/]+)\/git\/ref\/heads\/(.+)$/.exec(path) ?? [];
    const sha = this.remotes.head(name, branch);
    if (sha === undefined)
      return { status: 404, headers: limits, body: { message: 'Not Found', status: '404' } };
    const body = {
      ref: `refs/heads/${branch}`,
      node_id: 'x',
      url: path,
      object: { sha, type: 'commit', url: path },
    };
    const tag = `"${createHash('sha256').update(JSON.stringify(body)).digest('hex')}"`;
    if (etag === tag) return { status: 304, headers: { ...limits, etag: tag } };
    return { status: 200, headers: { ...limits, etag: tag }, body };
  }
}
