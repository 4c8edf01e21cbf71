/** Test support: real git repositories at the addresses of GitHub; nothing leaves this machine. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import https from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GitBackend } from './git-backend';
import { initialize, readBranch, writeBranch, writeCommit } from './git-objects';

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
  /** Grows with each change of a repository. */
  private revision = 0;
  private readonly backend = new GitBackend(this.root, () => this.revision);

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
    void this.backend.answer(req, res);
  }

  /** Makes the repository `acme/shop`, without a commit. */
  create(name = 'acme/shop'): void {
    this.revision += 1;
    initialize(join(this.root, name));
  }

  /** Moves a branch to a new commit of its own history, or of none, and gives the commit. */
  commit(subject: string, { name = 'acme/shop', branch = 'main', parent = '' } = {}): string {
    const made = writeCommit(join(this.root, name), subject, parent);
    this.point(made, { name, branch });
    return made;
  }

  /** Lets a branch point to a commit, wherever it pointed before. */
  point(commit: string, { name = 'acme/shop', branch = 'main' } = {}): void {
    this.revision += 1;
    writeBranch(join(this.root, name), branch, commit);
  }

  /** The head of a branch; undefined when there is none. */
  head(name: string, branch: string): string | undefined {
    return readBranch(join(this.root, name), branch);
  }

  /** Forgets all repositories. */
  reset(): void {
    this.revision += 1;
    rmSync(this.root, { recursive: true, force: true });
    mkdirSync(this.root);
  }

  remove(): void {
    https.globalAgent = this.agent;
    rmSync(this.home, { recursive: true, force: true });
  }
}
