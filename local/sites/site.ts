/** One site: which version runs, how a new one takes over, and what happens when its process dies. */
import { TrellisError } from '../../core/errors';
import type { SiteName } from './names';
import type { SiteProcess } from './site-process';
import { type Outcome } from './site-process';
import type { SiteStore, SiteVersion } from './store';
import type { Upload } from './upload';

/** How long things may take, and how many at once. */
export interface SiteLimits {
  /** A request that takes longer is answered 504. */
  requestTimeoutMs: number;
  /** A new version must have loaded its handler by then. */
  startTimeoutMs: number;
  /** A process without requests ends after this time; the next request starts it again. */
  idleMs: number;
  /** Requests under way at once. */
  concurrency: number;
}

/** What became of a request, seen from outside. */
export type SiteOutcome = Outcome | { kind: 'absent' } | { kind: 'timed_out' } | { kind: 'busy' };

const after = <T>(ms: number, value: T): { promise: Promise<T>; cancel: () => void } => {
  let cancel = (): void => undefined;
  const promise = new Promise<T>((resolve) => {
    const timer = setTimeout(() => resolve(value), ms);
    cancel = () => clearTimeout(timer);
  });
  return { promise, cancel };
};

/** A site and its process. */
export class Site {
  private running: SiteProcess | undefined;
  private starting: Promise<SiteProcess | undefined> | undefined;
  /** Processes that still run, among them replaced ones that finish their last requests. */
  private readonly processes = new Set<SiteProcess>();
  private changes: Promise<unknown> = Promise.resolve();
  private idle: NodeJS.Timeout | undefined;
  private requests = 0;
  private closed = false;

  constructor(
    private readonly name: SiteName,
    private readonly store: SiteStore,
    private readonly limits: SiteLimits,
    private readonly spawn: (version: SiteVersion) => SiteProcess,
  ) {}

  /**
   * Replaces what is live. The new version starts beside the old one and takes over once its handler is loaded, so visitors
   * never meet a gap and a version that cannot start changes nothing.
   *
   * @throws TrellisError `site.not_started`
   */
  deploy(upload: Upload): Promise<void> {
    return this.change(async () => {
      const { number, version } = await this.store.write(this.name, upload);
      const next = this.start(version);
      const limit = after(this.limits.startTimeoutMs, {
        ok: false as const,
        message: 'its handler did not load in time',
      });
      const started = await Promise.race([next.ready, limit.promise]);
      limit.cancel();
      if (!started.ok || this.closed) {
        next.kill();
        await next.gone;
        await this.store.discard(this.name, number);
        throw new TrellisError('site.not_started', {
          detail: started.ok ? 'Trellis is stopping' : started.message,
        });
      }
      await this.store.activate(this.name, number);
      const replaced = [...this.processes].filter((process) => process !== next);
      this.running = next;
      for (const process of replaced) process.retire();
      this.touch();
      // A replaced version may read its files until its last request is done; what a failure leaves is swept next time.
      void Promise.all(replaced.map((process) => process.gone))
        .then(() => this.change(() => this.sweep(number)))
        .catch(() => undefined);
    });
  }

  /** Takes the site away; a site that is not there stays so. */
  remove(): Promise<void> {
    return this.change(async () => {
      this.running = undefined;
      clearTimeout(this.idle);
      const all = [...this.processes];
      await this.store.remove(this.name);
      for (const process of all) process.kill();
      await Promise.all(all.map((process) => process.gone));
    });
  }

  /** Answers one event. Never rejects for a fault of the application. */
  async handle(event: unknown): Promise<SiteOutcome> {
    if (this.requests >= this.limits.concurrency) return { kind: 'busy' };
    this.requests += 1;
    const late = new AbortController();
    const limit = after(this.limits.requestTimeoutMs, { kind: 'timed_out' } as const);
    const answer = async (): Promise<SiteOutcome> => {
      const process = await this.acquire();
      return process === undefined ? { kind: 'absent' } : process.invoke(event, late.signal);
    };
    try {
      const outcome = await Promise.race([answer(), limit.promise]);
      if (outcome.kind === 'timed_out') late.abort();
      return outcome;
    } finally {
      limit.cancel();
      this.requests -= 1;
      this.touch();
    }
  }

  /** Ends its processes; what is deployed stays on disk. */
  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.idle);
    for (const process of this.processes) process.kill();
    await Promise.all([...this.processes].map((process) => process.gone));
    await this.changes;
  }

  private change<T>(work: () => Promise<T>): Promise<T> {
    const done = this.changes.then(work);
    this.changes = done.catch(() => undefined);
    return done;
  }

  private start(version: SiteVersion): SiteProcess {
    const process = this.spawn(version);
    this.processes.add(process);
    void process.gone.then(() => this.processes.delete(process));
    return process;
  }

  private async acquire(): Promise<SiteProcess | undefined> {
    if (this.running?.usable === true) return this.running;
    this.starting ??= this.startCurrent();
    return this.starting;
  }

  /** Starts what is deployed, in turn with changes, so that it never starts a version that is just being replaced. */
  private startCurrent(): Promise<SiteProcess | undefined> {
    return this.change(async () => {
      try {
        if (this.running?.usable === true) return this.running;
        const version = await this.store.current(this.name);
        if (version === undefined || this.closed) return undefined;
        this.running = this.start(version);
        return this.running;
      } finally {
        this.starting = undefined;
      }
    });
  }

  private touch(): void {
    clearTimeout(this.idle);
    if (this.requests > 0 || this.closed) return;
    this.idle = setTimeout(() => this.running?.retire(), this.limits.idleMs);
    this.idle.unref();
  }

  private async sweep(number: string): Promise<void> {
    if ((await this.store.currentNumber(this.name)) === number) await this.store.keepOnly(this.name, number);
  }
}
