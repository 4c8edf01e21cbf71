/** A real host: `npm start`'s own program in a process of its own, with a data folder of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { until } from './until';

const ownRoot = fileURLToPath(new URL('../..', import.meta.url));
const hostFile = z.object({ pid: z.number(), port: z.number(), sitesPort: z.number() });

/** How to start one. */
export interface StartOptions {
  /** An existing data folder; a fresh one, removed at the end, when left out. */
  dataDir?: string;
  extraArgs?: readonly string[];
  /** Changes to the environment of a person's terminal. */
  environment?: NodeJS.ProcessEnv;
  /** Another copy of Trellis; this one when left out. */
  root?: string;
  /** Another program than that of `npm start`, below the root. */
  program?: string;
}

/** What of this process' environment a host may see: what a person's terminal would have. */
const terminalEnvironment = (): NodeJS.ProcessEnv => {
  const { PATH, HOME, USER, SHELL, LANG, TMPDIR } = process.env;
  return { PATH, HOME, USER, SHELL, LANG, TMPDIR };
};

/** A host and its process. Restarting keeps the object, the data and the ports. */
export class Host {
  private child: ChildProcess | undefined;
  private output = '';
  private ports: { port: number; sitesPort: number } | undefined;
  /** The API token that the host leaves for scripts. */
  token = '';

  private constructor(
    readonly dataDir: string,
    private readonly ownsData: boolean,
    private readonly options: StartOptions,
  ) {}

  /** Starts a host and waits until it is ready. */
  static async start(options: StartOptions = {}): Promise<Host> {
    const { dataDir = await mkdtemp(join(tmpdir(), 'trellis data ')) } = options;
    const host = new Host(dataDir, options.dataDir === undefined, options);
    try {
      await host.begin();
    } catch (error) {
      await host.stop();
      throw error;
    }
    return host;
  }

  /** Dashboard and API. */
  get url(): string {
    return `http://127.0.0.1:${this.ports?.port ?? 0}`;
  }

  /** Deployed functions. */
  get sitesUrl(): string {
    return `http://127.0.0.1:${this.ports?.sitesPort ?? 0}`;
  }

  get pid(): number {
    return this.child?.pid ?? 0;
  }

  /** Everything that it has printed since its last start. */
  get printed(): string {
    return this.output;
  }

  /** The link that signs its owner in, printed at every start; it works once. */
  get signInLink(): string {
    return /http:\/\/127\.0\.0\.1:\d+\/\S*code\S*/.exec(this.output)?.[0] ?? '';
  }

  /** Ends it in the middle of whatever it does. */
  async kill9(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** Starts it again after `kill9` or `end`, on the same ports. */
  async begin(): Promise<void> {
    const ports = [
      '--port',
      String(this.ports?.port ?? 0),
      '--sites-port',
      String(this.ports?.sitesPort ?? 0),
    ];
    const { extraArgs = [], environment, root = ownRoot, program = 'scripts/start.mjs' } = this.options;
    const args = [program, '--no-open', ...ports, '--data', this.dataDir, ...extraArgs];
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...terminalEnvironment(), ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    this.output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (this.output += text));
    }
    this.ports = await until(() => this.readHostFile(child), {
      what: 'the host to be ready',
      deadlineMs: 120_000,
      instead: () => this.output,
    });
    this.token = (await readFile(join(this.dataDir, 'token'), 'utf8')).trim();
  }

  /** Ends it as Ctrl+C does (or otherwise) and waits until it is gone. */
  async end(signal: NodeJS.Signals = 'SIGINT'): Promise<void> {
    const { child } = this;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('close', resolve));
    child.kill(signal);
    await gone;
  }

  /** Ends it and starts it again. */
  async restart(): Promise<void> {
    await this.end();
    await this.begin();
  }

  /** Ends it for good. */
  async stop(): Promise<void> {
    await this.end();
    if (this.ownsData) await rm(this.dataDir, { recursive: true, force: true, maxRetries: 5 });
  }

  private async readHostFile(child: ChildProcess): Promise<{ port: number; sitesPort: number } | undefined> {
    if (child.exitCode !== null)
      throw new Error(`the host ended with exit code ${child.exitCode}:\n${this.output}`);
    const text = await readFile(join(this.dataDir, 'host.json'), 'utf8').catch(() => '{}');
    const { data } = hostFile.safeParse(JSON.parse(text));
    return data?.pid === child.pid ? data : undefined;
  }
}
