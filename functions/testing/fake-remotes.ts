/** Test support: real git repositories at the addresses of GitHub; nothing leaves this machine. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import https from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerAsGitHost } from './git-backend';

/** Connections that end at this machine, without encryption, whichever host they were meant for. */
class LoopbackAgent extends https.Agent {
  constructor(private readonly port: number) {
    super();
  }

  override createConnection() {
    return connect(this.port, '127.0.0.1');
  }
}

/** The repositories behind `https://github.com/…` and `git@github.com:…`. One that was not made does not answer, at once. */
export class FakeRemotes {
  private readonly agent = https.globalAgent;
  /** The home folder whose git settings send git here. */
  readonly home = mkdtempSync(join(tmpdir(), 'trellis remotes '));
  private readonly root = join(this.home, 'remotes');

  constructor() {
    mkdirSync(this.root);
    writeFileSync(
      join(this.home, '.gitconfig'),
      `[url "file://${this.root}/"]\n\tinsteadOf = git@github.com:\n`,
    );
  }

  /** Leads every https connection of this process to a server at a port, which hands to `answer` what `isMine`. */
  lead(port: number): void {
    https.globalAgent = new LoopbackAgent(port);
  }

  /** True for what was meant for github.com. */
  isMine({ headers }: IncomingMessage): boolean {
    return headers.host === 'github.com';
  }

  answer(req: IncomingMessage, res: ServerResponse): void {
    answerAsGitHost(req, res, this.root);
  }

  /** Makes the repository `acme/shop`, without a commit. */
  create(name = 'acme/shop'): void {
    mkdirSync(join(this.root, name), { recursive: true });
    execFileSync('git', ['init', '--quiet', '--bare', '--template=', join(this.root, name)]);
  }

  /** Moves a branch to a new commit of its own history, or of none, and gives the commit. */
  commit(subject: string, { name = 'acme/shop', branch = 'main', parent = '' } = {}): string {
    const tree = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';
    const person = {
      GIT_AUTHOR_NAME: 'Bob',
      GIT_AUTHOR_EMAIL: 'b@x',
      GIT_COMMITTER_NAME: 'Bob',
      GIT_COMMITTER_EMAIL: 'b@x',
    };
    this.git(name, ['hash-object', '-t', 'tree', '-w', '/dev/null']);
    const made = this.git(
      name,
      ['commit-tree', tree, '-m', subject, ...(parent === '' ? [] : ['-p', parent])],
      person,
    );
    this.point(made, { name, branch });
    return made;
  }

  /** Lets a branch point to a commit, wherever it pointed before. */
  point(commit: string, { name = 'acme/shop', branch = 'main' } = {}): void {
    this.git(name, ['update-ref', `refs/heads/${branch}`, commit]);
  }

  /** The head of a branch; undefined when there is none. */
  head(name: string, branch: string): string | undefined {
    try {
      return this.git(name, ['rev-parse', '--verify', '--quiet', `refs/heads/${branch}`]);
    } catch {
      return undefined;
    }
  }

  /** Forgets all repositories. */
  reset(): void {
    rmSync(this.root, { recursive: true, force: true });
    mkdirSync(this.root);
  }

  remove(): void {
    https.globalAgent = this.agent;
    rmSync(this.home, { recursive: true, force: true });
  }

  private git(name: string, args: string[], env: Record<string, string> = {}): string {
    return execFileSync('git', ['-C', join(this.root, name), ...args], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, ...env },
    }).trim();
  }
}
