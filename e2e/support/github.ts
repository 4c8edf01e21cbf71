/** A GitHub on this machine: its pages, its API and its git, for one App and the repositories that are granted to it. */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, dirname } from 'node:path';
import { text } from 'node:stream/consumers';
import { type FakeAnswer, FakeGitHubApp } from '../../functions/testing/github/app';
import { FakeReports } from '../../functions/testing/github/reports';
import { GitBackend } from '../../functions/testing/git-backend';
import { passwordOf } from './git-server';
import type { Repository } from './repository';

interface Manifest {
  name: string;
  redirect_url: string;
  setup_url: string;
  hook_attributes?: { url: string };
}

const escape = (given: string): string => given.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

const page = (title: string, action: string, button: string, fields: Record<string, string>): string =>
  `<!doctype html><html lang="en"><title>${title}</title><main><h1>${title}</h1><form method="post" action="${action}">${Object.entries(
    fields,
  )
    .map(([name, value]) => `<input type="hidden" name="${name}" value="${escape(value)}">`)
    .join('')}<button>${button}</button></form></main>`;

const html = (res: ServerResponse, body: string): void => {
  res.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(body);
};
const redirect = (res: ServerResponse, location: string): void => void res.writeHead(302, { location }).end();

/** A running GitHub. */
export class LocalGitHub {
  private readonly server = createServer((req, res) => {
    this.serve(req, res).catch(() => void res.writeHead(500).end());
  });
  private readonly repositories = new Map<string, Repository>();
  private made: FakeGitHubApp | undefined;
  private manifest: Manifest | undefined;
  /** What it was told of deployments and commits. */
  readonly reports = new FakeReports((token, name, what) => this.app.mayWrite(token, name, what));
  /** Tokens that git was asked with. */
  readonly gitTokens: string[] = [];

  /** Starts it. */
  static async start(): Promise<LocalGitHub> {
    const github = new LocalGitHub();
    await new Promise<void>((resolve) => github.server.listen(0, '127.0.0.1', resolve));
    github.made = new FakeGitHubApp(`http://${github.host}`);
    return github;
  }

  /** As a person types it. */
  get host(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get app(): FakeGitHubApp {
    if (this.made === undefined) throw new Error('this GitHub is not started yet');
    return this.made;
  }

  /** Puts a repository there; the App is not granted it yet. Its address is the answer. */
  add(fullName: string, repository: Repository): string {
    this.repositories.set(fullName, repository);
    return `http://${this.host}/${fullName}.git`;
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  private async serve(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const url = new URL(req.url ?? '/', `http://${this.host}`);
    if (url.pathname.startsWith('/api/v3/')) return this.serveApi(req, res, url);
    const name = [...this.repositories.keys()].find((each) => url.pathname.startsWith(`/${each}.git/`));
    if (name !== undefined) return this.serveGit(req, res, name);
    const form = new URLSearchParams(req.method === 'POST' ? await text(req) : '');
    return this.servePage(res, req.method ?? '', url, form);
  }

  private servePage(res: ServerResponse, method: string, url: URL, form: URLSearchParams): void {
    const manifest = form.get('manifest') ?? '';
    switch (`${method} ${url.pathname}`) {
      case 'POST /settings/apps/new': {
        const fields = { manifest, state: url.searchParams.get('state') ?? '' };
        return html(res, page('Create GitHub App', '/create', 'Create GitHub App', fields));
      }
      case 'POST /create': {
        this.manifest = JSON.parse(manifest) as Manifest;
        const query = new URLSearchParams({
          code: this.app.create(this.manifest),
          state: form.get('state') ?? '',
        });
        return redirect(res, `${this.manifest.redirect_url}?${query.toString()}`);
      }
      case `GET /apps/${this.app.slug}/installations/new`:
        return html(res, page('Install', '/install', 'Install', {}));
      case 'POST /install': {
        const names = [...this.repositories.keys()].map((each) => each.split('/')[1] ?? '');
        this.app.install('acme', names);
        return redirect(res, `${this.manifest?.setup_url ?? ''}?installation_id=1&setup_action=install`);
      }
      default:
        return void res.writeHead(404).end();
    }
  }

  private async serveApi(req: IncomingMessage, res: ServerResponse, url: URL): Promise<void> {
    const path = decodeURIComponent(url.pathname.slice('/api/v3'.length));
    const { authorization = '' } = req.headers;
    const body: unknown = JSON.parse((await text(req)) || '{}');
    const request = { method: req.method ?? '', path, query: url.searchParams, authorization, body };
    const answer: FakeAnswer = this.app.answer(request) ??
      this.reports.answer(request) ?? { status: 404, body: { message: 'Not Found' } };
    const id = createHash('sha256').update(path).digest('hex').slice(0, 8);
    res.writeHead(answer.status, {
      'content-type': 'application/json; charset=utf-8',
      'x-github-request-id': id,
      ...answer.headers,
    });
    res.end(answer.body === undefined ? undefined : JSON.stringify(answer.body));
  }

  private serveGit(req: IncomingMessage, res: ServerResponse, name: string): void {
    const token = passwordOf(req) ?? '';
    this.gitTokens.push(token);
    const repository = this.repositories.get(name);
    if (!repository || !this.app.opens(token, name))
      return void res.writeHead(401, { 'www-authenticate': 'Basic realm="GitHub"' }).end();
    req.url = req.url?.replace(`/${name}.git`, `/${encodeURIComponent(basename(repository.path))}`);
    void new GitBackend(dirname(repository.path)).answer(req, res);
  }
}
