/**
 * Brings one deployment's log to a page, whole: it subscribes, reads from line 0, merges, and reads again what is missing after
 * a gap, a reconnect and the end. Chunks are gathered and shown once a frame, however fast they come.
 */
import { LogMerge, type ReadChunk } from '../core/log-merge';
import { reading, waitBefore } from './backoff';
import type { Clock } from './clock';
import { verifyLog } from './verify-log';
import type { CreateHash } from './log-hash';
import type { LogEnd, LogPage, LogSource } from './source';

/** How a page shows things; tests move it by hand. */
export interface FeedPace {
  clock: Clock;
  /** Runs something before the next frame; the answer cancels it. */
  nextFrame(run: () => void): () => void;
  /** Checks the builder's hash once the log is whole; without it that stays unknown. */
  createHash?: CreateHash;
}

export interface FeedState {
  readonly log: LogMerge;
  /** Grows with every change, because the log itself is one object. */
  readonly version: number;
  /** True until the first read has ended. */
  readonly loading: boolean;
  /** The last read failed; another one follows. */
  readonly failed: boolean;
  /** True from the end of the deployment on. A cut connection is no end. */
  readonly ended: boolean;
  /** True while events come: what is shown is what there is. */
  readonly live: boolean;
  /** Whether the lines are those that the builder wrote, by their hash; undefined as long as that cannot be said. */
  readonly verified: boolean | undefined;
}

const GAP_WAIT_MS = 300;
/** After the end, chunks may still be on their way for this many reads. */
const FINAL_READS = 6;

export class LogFeed {
  readonly #source: Pick<LogSource, 'read' | 'listen'>;
  readonly #pace: FeedPace;
  #state: FeedState = {
    log: new LogMerge(),
    version: 0,
    loading: true,
    failed: false,
    ended: false,
    live: false,
    verified: undefined,
  };
  #arrived: ReadChunk[] = [];
  #listeners = new Set<() => void>();
  #stops = new Set<() => void>();
  #frame: (() => void) | undefined;
  #wait: (() => void) | undefined;
  #reading = false;
  #again = false;
  #running = false;
  #failures = 0;
  /** Reads that did not give the first missing line, and that line. */
  #vain = 0;
  #sought = 0;
  #hash: string | null = null;
  #verifying = false;
  #finalReads = FINAL_READS;

  constructor(source: Pick<LogSource, 'read' | 'listen'>, pace: FeedPace) {
    this.#source = source;
    this.#pace = pace;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getState = (): FeedState => this.#state;

  /** Starts to listen and to read; the answer stops both. */
  start(): () => void {
    this.#running = true;
    this.#stops.add(
      this.#source.listen({
        chunks: (chunks) => this.#take(chunks),
        confirmed: () => this.#confirmed(),
        cut: () => this.#changed({ live: false }),
        ended: (end) => this.end(end),
      }),
    );
    this.#read();
    this.#verify();
    return () => {
      this.#running = false;
      this.#frame?.();
      this.#wait?.();
      this.#frame = undefined;
      this.#wait = undefined;
      for (const stop of this.#stops) stop();
      this.#stops.clear();
    };
  }

  /** The deployment has ended; it may be said again when more is known of its log. */
  end({ lines, hash }: LogEnd): void {
    const { ended, log } = this.#state;
    if (lines !== null) log.end(lines);
    this.#hash ??= hash;
    if (ended && lines === null) return;
    this.#finalReads = FINAL_READS;
    this.#changed({ ended: true });
    if (log.complete) this.#verify();
    else this.#read();
  }

  #confirmed(): void {
    if (!this.#state.live) this.#changed({ live: true });
    this.#read();
  }

  #take(chunks: readonly ReadChunk[]): void {
    for (const chunk of chunks) this.#arrived.push(chunk);
    this.#frame ??= this.#pace.nextFrame(() => {
      this.#frame = undefined;
      this.#merge();
      if (!this.#reading && this.#state.log.gaps().length > 0) this.#readLater(this.#gapWait());
    });
  }

  #merge(): void {
    const added = this.#state.log.add(this.#arrived);
    this.#arrived = [];
    if (added === 0) return;
    this.#changed({});
    this.#verify();
  }

  /** A line that reading did not give may still come, but it is asked for less and less often. */
  #gapWait(): number {
    const { nextSeq } = this.#state.log;
    if (nextSeq !== this.#sought) this.#vain = 0;
    this.#sought = nextSeq;
    this.#vain += 1;
    if (this.#vain === 1) return GAP_WAIT_MS;
    return waitBefore(this.#vain - 1, reading, this.#pace.clock.random());
  }

  #readLater(milliseconds: number): void {
    this.#wait ??= this.#pace.clock.after(milliseconds, () => {
      this.#wait = undefined;
      this.#read();
    });
  }

  #read(): void {
    if (!this.#running) return;
    if (this.#reading) {
      this.#again = true;
      return;
    }
    this.#reading = true;
    this.#readAll()
      .then(() => this.#afterRead(false))
      .catch(() => this.#afterRead(true));
  }

  /** Reads what is missing and what is new, page after page; what is here is not read again. */
  async #readAll(): Promise<void> {
    let from: number | null = this.#state.log.nextSeq;
    while (from !== null && this.#running) {
      const page: LogPage = await this.#source.read(from);
      this.#arrived.push(...page.chunks);
      this.#merge();
      const next: number | null = page.nextSeq ?? null;
      from = next !== null && next > from ? this.#state.log.missingFrom(next) : null;
    }
  }

  #afterRead(failed: boolean): void {
    this.#reading = false;
    this.#failures = failed ? this.#failures + 1 : 0;
    this.#changed({ loading: failed && this.#state.log.size === 0, failed });
    if (!this.#running || this.#state.log.complete) return;
    if (this.#again) {
      this.#again = false;
      this.#read();
    } else if (failed) {
      this.#readLater(waitBefore(this.#failures, reading, this.#pace.clock.random()));
    } else if (this.#state.ended && this.#finalReads > 0) {
      this.#finalReads -= 1;
      this.#readLater(GAP_WAIT_MS * (FINAL_READS - this.#finalReads));
    }
  }

  /** Once everything is here, and only once. */
  #verify(): void {
    const { log } = this.#state;
    const { createHash, clock } = this.#pace;
    if (!this.#running || this.#verifying || !createHash || this.#hash === null || !log.complete) return;
    this.#verifying = true;
    const expected = this.#hash;
    const stop = verifyLog(log.chunks, createHash(), clock, (hash) => {
      this.#stops.delete(forget);
      this.#changed({ verified: hash === expected });
    });
    const forget = (): void => {
      this.#verifying = false;
      stop();
    };
    this.#stops.add(forget);
  }

  #changed(change: Partial<FeedState>): void {
    this.#state = { ...this.#state, ...change, version: this.#state.version + 1 };
    for (const listener of this.#listeners) listener();
  }
}
