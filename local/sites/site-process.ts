/** One version of a site as a Node process of its own: events go in over IPC, results come out. */
import { spawn, type ChildProcess } from 'node:child_process';
import { z } from 'zod';
import type { SiteVersion } from './store';

/** What became of one event. */
export type Outcome =
  | { kind: 'answered'; result: unknown }
  /** The handler threw. */
  | { kind: 'threw'; message: string }
  /** The process ended, or never came up. */
  | { kind: 'crashed'; message: string };

const messageSchema = z.union([
  z.object({ ready: z.literal(true) }),
  z.object({ failed: z.string() }),
  z.object({ id: z.string(), result: z.unknown().optional(), error: z.string().optional() }),
]);

const keptCharacters = 4000;
const shownLines = 12;

/** How a process is started. */
export interface SiteProcessOptions {
  nodePath: string;
  runnerFile: string;
  version: SiteVersion;
}

/** A running version. It never comes back: after a crash or `kill` start another one. */
export class SiteProcess {
  private readonly child: ChildProcess;
  private readonly pending = new Map<string, (outcome: Outcome) => void>();
  private output = '';
  private failure: string | undefined;
  private retired = false;
  private nextId = 0;
  /** Settles when the handler is loaded, with the reason when it cannot be. */
  readonly ready: Promise<{ ok: true } | { ok: false; message: string }>;
  /** Settles when the process is gone. */
  readonly gone: Promise<void>;

  constructor({ nodePath, runnerFile, version }: SiteProcessOptions) {
    // The environment is the application's own and nothing of the host's: no token, no credentials, not even PATH.
    this.child = spawn(nodePath, [runnerFile, version.folder, version.handler], {
      cwd: version.folder,
      env: version.variables,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      detached: true,
    });
    this.keepOutput();
    this.gone = new Promise((resolve) => {
      const end = (): void => {
        for (const settle of this.pending.values()) settle({ kind: 'crashed', message: this.endReason() });
        this.pending.clear();
        resolve();
      };
      // What the application started would hold its output open, and outlive it.
      this.child.once('exit', () => this.killGroup());
      // `close` comes after the last output was read; `error` when there never was a process.
      this.child.once('close', end);
      this.child.on('error', (error) => {
        this.failure = error.message;
        end();
      });
    });
    this.ready = new Promise((resolve) => {
      this.child.on('message', (raw) => {
        const { data: message } = messageSchema.safeParse(raw);
        // The application can send what it likes; only the runner's messages count.
        if (message === undefined) return;
        if ('ready' in message) resolve({ ok: true });
        else if ('failed' in message) this.failure = message.failed;
        else this.settle(message);
      });
      void this.gone.then(() => resolve({ ok: false, message: this.endReason() }));
    });
  }

  /** True while it can take events. */
  get usable(): boolean {
    return this.child.connected && !this.retired;
  }

  /** The process id, for those who want to know whether it still runs. */
  get pid(): number | undefined {
    return this.child.pid;
  }

  /**
   * Hands over an event. Never rejects. When the caller gives up (the signal), the promise stays open, and the process takes
   * nothing new: whatever hangs in it would hang for ever.
   */
  invoke(event: unknown, givenUp: AbortSignal): Promise<Outcome> {
    const id = String(this.nextId++);
    return new Promise((resolve) => {
      if (!this.child.connected) {
        void this.gone.then(() => resolve({ kind: 'crashed', message: this.endReason() }));
        return;
      }
      this.pending.set(id, resolve);
      const giveUp = (): void => {
        if (this.pending.delete(id)) this.retire();
      };
      givenUp.addEventListener('abort', giveUp, { once: true });
      // A failure to send means that the process is ending, which settles everything that is pending.
      this.child.send({ id, event }, () => undefined);
    });
  }

  /** Takes no further events, and ends once those under way are done. */
  retire(): void {
    this.retired = true;
    if (this.pending.size === 0) this.kill();
  }

  /** Ends it and everything it started, now. */
  kill(): void {
    this.retired = true;
    if (this.child.exitCode === null && this.child.signalCode === null) this.killGroup();
  }

  private killGroup(): void {
    if (this.child.pid === undefined) return;
    try {
      process.kill(-this.child.pid, 'SIGKILL');
    } catch {
      // Nothing of it is left.
    }
  }

  private settle(message: { id: string; result?: unknown; error?: string | undefined }): void {
    const settle = this.pending.get(message.id);
    this.pending.delete(message.id);
    settle?.(
      message.error === undefined
        ? { kind: 'answered', result: message.result }
        : { kind: 'threw', message: message.error },
    );
    if (this.retired && this.pending.size === 0) this.kill();
  }

  /** Keeps the end of what it prints: it says why a process died. */
  private keepOutput(): void {
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.output = (this.output + text).slice(-keptCharacters);
      });
    }
  }

  private endReason(): string {
    if (this.failure !== undefined) return this.failure;
    const { exitCode, signalCode } = this.child;
    const how = signalCode === null ? `exit code ${exitCode ?? 'unknown'}` : `signal ${signalCode}`;
    const lines = this.output.trimEnd().split('\n').slice(-shownLines);
    return [`its process ended (${how})`, ...lines].join('\n').trimEnd();
  }
}
