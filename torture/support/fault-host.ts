/** A real host whose edges can be made to fail, and the words to say how. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { Trellis } from '../../e2e/support/trellis';
import { until } from '../../e2e/support/until';
import type { Call } from '../../local/faults/edges';
import type { Hit } from '../../local/faults/points';
import type { PlanInput, RuleInput } from '../../local/faults/rules';
import { isRunning } from './processes';

/** How to start one. */
export interface FaultHostOptions {
  /** Changes to the environment of a person's terminal. */
  environment?: NodeJS.ProcessEnv;
  /** An existing data folder; a fresh one, removed at the end, when left out. */
  dataDir?: string;
}

const control = z.object({ pid: z.number(), url: z.string() });

/** A host and its faults. */
export class FaultHost {
  readonly trellis = new Trellis();
  /** Texts that must stand in no file but the secret store. */
  readonly canaries = new Set<string>();

  /** Deployments whose stored log was found whole; nothing changes a log that has ended. */
  readonly wholeLogs = new Set<string>();

  private constructor(private readonly folder: string) {}

  /** Starts a host without any fault. */
  static async start({ environment, dataDir }: FaultHostOptions = {}): Promise<FaultHost> {
    const host = new FaultHost(await mkdtemp(join(tmpdir(), 'trellis torture ')));
    const { controlFile, folder, githubFolder } = host;
    await mkdir(githubFolder, { recursive: true });
    // Addresses are GitHub's; git itself is told where to find them, so nothing leaves this machine.
    const gitConfig = `[url "${githubFolder}/"]\n\tinsteadOf = git@github.com:\n`;
    await writeFile(join(folder, '.gitconfig'), gitConfig);
    await host.trellis.start({
      program: 'torture/host.mjs',
      environment: { HOME: folder, TRELLIS_FAULT_CONTROL: controlFile, ...environment },
      ...(dataDir === undefined ? {} : { dataDir }),
    });
    return host;
  }

  /** Where `git@github.com:` leads for this host. */
  get githubFolder(): string {
    return join(this.folder, 'github');
  }

  get api(): Trellis['api'] {
    return this.trellis.api;
  }

  get dataDir(): string {
    return this.trellis.host.dataDir;
  }

  get url(): string {
    return this.trellis.host.url;
  }

  get pid(): number {
    return this.trellis.host.pid;
  }

  /** Puts faults in force, in place of all others, and counts points from now on. */
  async arm(rules: readonly RuleInput[] = [], more: Omit<PlanInput, 'rules'> = {}): Promise<void> {
    await this.ask('/arm', { rules: [...rules], ...more } satisfies PlanInput);
  }

  /** The points that were reached since the last `arm`, in order, and those at which a fault struck. */
  state(): Promise<{ reached: string[]; hits: Hit[] }> {
    return this.ask('/state');
  }

  /** The calls of functions since the last `arm` that asked for them. */
  calls(): Promise<Call[]> {
    return this.ask('/calls');
  }

  /** Calls a function as its platform would, past all faults. */
  async invoke(call: Call): Promise<unknown> {
    return (await this.ask<{ answer: unknown }>('/invoke', call)).answer;
  }

  /** Lets everything go on that is held. */
  async release(): Promise<void> {
    await this.ask('/release');
  }

  /** Waits until a fault has struck so many times. */
  async struck(times = 1): Promise<void> {
    const ask = async (): Promise<true | undefined> =>
      (await this.state()).hits.length >= times ? true : undefined;
    const instead = async (): Promise<string[]> => (await this.state()).reached.slice(-40);
    await until(ask, { what: 'a fault to strike', everyMs: 10, deadlineMs: 20_000, instead });
  }

  /** Waits until the host's process is gone; false when it still runs after the deadline. */
  async dies(deadlineMs = 30_000): Promise<boolean> {
    const { pid } = this;
    const gone = (): true | undefined => (isRunning(pid) ? undefined : true);
    return until(gone, { what: 'the host to die', everyMs: 5, deadlineMs }).catch(() => false);
  }

  /** Starts it again after its end, without faults. Gives how long that took, in milliseconds. */
  async restart(): Promise<number> {
    const began = performance.now();
    await this.trellis.host.begin();
    return performance.now() - began;
  }

  /** Ends it for good. */
  async stop(): Promise<void> {
    await this.trellis.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  private get controlFile(): string {
    return join(this.folder, 'control.json');
  }

  private async ask<T>(path: string, body: unknown = {}): Promise<T> {
    const { url } = control.parse(JSON.parse(await readFile(this.controlFile, 'utf8')));
    const answer = await fetch(url + path, { method: 'POST', body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`the host refused ${path}: ${await answer.text()}`);
    return (await answer.json()) as T;
  }
}
