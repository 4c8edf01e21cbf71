/** Test support: the part of GitHub's REST API that functions use, answering as its documentation says. */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { FakeRemotes } from './fake-remotes';
import { type FakeAnswer, FakeGitHubApp } from './github/app';
import { FakeReports } from './github/reports';

/** A request as it came. */
export interface GitHubRequest {
  method: string;
  path: string;
  authorization: string;
  etag: string | undefined;
  /** What it was answered with. */
  status: number;
}

/** Answers in GitHub's stead, at once or later, when a test wants it to. */
export type Instead = (path: string) => FakeAnswer | Promise<FakeAnswer | undefined> | undefined;

/** "Get a reference", with ETags, over the repositories of `remotes`, and all about one GitHub App. */
export class FakeGitHub {
  readonly requests: GitHubRequest[] = [];
  /** The access token that may read everything. */
  token = 'ghp_reader';
  app = new FakeGitHubApp('https://github.com');
  /** What was reported to it. */
  reports = this.newReports();
  instead: Instead = () => undefined;

  constructor(private readonly remotes: FakeRemotes) {}

  reset(): void {
    this.requests.length = 0;
    this.instead = () => undefined;
    this.app = new FakeGitHubApp('https://github.com');
    this.reports = this.newReports();
  }

  private newReports(): FakeReports {
    return new FakeReports((token, repository, what) => this.app.mayWrite(token, repository, what));
  }

  async handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const { pathname, searchParams: query } = new URL((req.url ?? '').replace('/github', ''), 'http://host');
    const path = decodeURIComponent(pathname);
    const { method = 'GET' } = req;
    const authorization = req.headers.authorization ?? '';
    const etag = req.headers['if-none-match'];
    const body: unknown = JSON.parse((await text(req)) || '{}');
    const answer =
      (await this.instead(path)) ??
      this.app.answer({ method, path, query, authorization, body }) ??
      this.reports.answer({ method, path, query, authorization, body }) ??
      this.reference(path, authorization, etag);
    const { status, headers } = answer;
    this.requests.push({ method, path, authorization, etag, status });
    res.writeHead(status, {
      'content-type': 'application/json; charset=utf-8',
      'x-github-request-id': `REQ:${this.requests.length}`,
      ...headers,
    });
    res.end(answer.body === undefined ? undefined : JSON.stringify(answer.body));
  }

  private reference(path: string, authorization: string, etag: string | undefined): FakeAnswer {
    const limits = { 'x-ratelimit-limit': '5000', 'x-ratelimit-remaining': '4999' };
    const [, name = '', branch = ''] = /^\/repos\/([^/]+\/[^/]+)\/git\/ref\/heads\/(.+)$/.exec(path) ?? [];
    const token = authorization.replace(/^Bearer /, '');
    if (token !== this.token && !this.app.opens(token, name))
      return { status: 401, headers: limits, body: { message: 'Bad credentials', status: '401' } };
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
