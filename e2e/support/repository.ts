/** Repositories that journeys deploy from: real git, in a temporary folder. */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';

const run = promisify(execFile);
const example = fileURLToPath(new URL('../../examples/hello-trellis', import.meta.url));
const identity = [
  '-c',
  'user.name=Ada Lovelace',
  '-c',
  'user.email=ada@example.org',
  '-c',
  'commit.gpgSign=false',
];

/** Files by path; null removes one. */
export type Files = Record<string, string | null>;

/** A repository with a working tree. */
export class Repository {
  private constructor(readonly path: string) {}

  /** An empty repository whose branch is `main`. */
  static async create(): Promise<Repository> {
    const repository = new Repository(await mkdtemp(join(tmpdir(), 'trellis repository ')));
    await repository.git('init', '--quiet', '--initial-branch=main');
    return repository;
  }

  /** A repository that is there already. */
  static at(path: string): Repository {
    return new Repository(path);
  }

  /** The bundled example, at version 1. */
  static async ofExample(): Promise<Repository> {
    const repository = await Repository.create();
    await cp(example, repository.path, { recursive: true });
    await repository.commit('feat: version 1');
    return repository;
  }

  /** A repository whose `package.json` has these scripts; `files` are what they run. */
  static async withScripts(scripts: Record<string, string>, files: Files = {}): Promise<Repository> {
    const repository = await Repository.create();
    const manifest = JSON.stringify({ name: 'journey', private: true, type: 'module', scripts }, null, 2);
    await repository.commit('feat: begin', { 'package.json': manifest, ...files });
    return repository;
  }

  /** Changes files and commits everything. Gives the commit's hash. */
  async commit(subject: string, files: Files = {}): Promise<string> {
    for (const [path, content] of Object.entries(files)) await this.write(path, content);
    await this.git('add', '--all');
    await this.git('commit', '--quiet', '--allow-empty', '--message', subject);
    return this.head();
  }

  /** Of the example: sets the version that its page shows, and commits, with other files. Gives the hash. */
  async release(version: number, more: Files = {}): Promise<string> {
    const path = 'src/release.mjs';
    const source = await readFile(join(this.path, path), 'utf8');
    return this.commit(`feat: version ${version}`, {
      [path]: source.replace(/version: \d+/, `version: ${version}`),
      ...more,
    });
  }

  /** The newest commit of the branch that is checked out. */
  head(): Promise<string> {
    return this.git('rev-parse', 'HEAD');
  }

  /** Runs git in the repository. Gives what it printed. */
  async git(...args: string[]): Promise<string> {
    const { stdout } = await run('git', [...identity, ...args], { cwd: this.path });
    return stdout.trim();
  }

  /** Removes it. */
  async remove(): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
  }

  private async write(path: string, content: string | null): Promise<void> {
    const file = join(this.path, path);
    if (content === null) {
      await rm(file, { force: true });
      return;
    }
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}
