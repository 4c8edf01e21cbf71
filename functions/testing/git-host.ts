/** Test support: a git host over HTTP that does as a test says, and real repositories behind it. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { GitBackend } from './git-backend';

type Answer = (req: IncomingMessage, res: ServerResponse) => void;

/** A host; its repositories stand below `root`. */
export class GitHost {
  readonly root = mkdtempSync(join(tmpdir(), 'trellis-git-host-'));
  /** Every request: method, path, and the token that it showed. */
  readonly requests: { line: string; token: string | undefined }[] = [];
  /** Answers in git's stead. */
  instead: Answer | undefined;
  /** Where it is, without a slash at the end. */
  origin = '';
  private readonly backend = new GitBackend(this.root);
  private readonly server = createServer((req, res) => {
    const basic = Buffer.from(req.headers.authorization?.replace('Basic ', '') ?? '', 'base64').toString();
    this.requests.push({ line: `${req.method} ${req.url}`, token: basic.split(':')[1] });
    if (this.instead) this.instead(req, res);
    else void this.backend.answer(req, res);
  });

  async start(): Promise<void> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    this.origin = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
    rmSync(this.root, { recursive: true, force: true });
  }

  /** Runs git in a repository. */
  git(name: string, ...args: string[]): string {
    const who = ['-c', 'user.name=Bob', '-c', 'user.email=bob@example.com'];
    return execFileSync('git', ['-C', join(this.root, name), ...who, ...args], { encoding: 'utf8' }).trim();
  }

  /** Makes a repository with one commit, and gives its hash. */
  create(name: string, files: Record<string, string>, settings: Record<string, string> = {}): string {
    mkdirSync(join(this.root, name), { recursive: true });
    this.git(name, 'init', '-q', '-b', 'trunk');
    for (const [key, value] of Object.entries(settings)) this.git(name, 'config', key, value);
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.root, name, path)), { recursive: true });
      writeFileSync(join(this.root, name, path), text);
    }
    this.git(name, 'add', '.');
    this.git(name, 'commit', '-qm', 'Start\n\nwith more to say');
    return this.git(name, 'rev-parse', 'HEAD');
  }
}

/** Gives the tests of a file a host. */
export const useGitHost = (): GitHost => {
  const host = new GitHost();
  beforeAll(() => host.start());
  afterEach(() => {
    host.instead = undefined;
    host.requests.length = 0;
  });
  afterAll(() => host.stop());
  return host;
};
