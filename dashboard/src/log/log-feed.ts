/**
 * Brings one deployment's log to the page: it subscribes, reads from line 0, merges, and reads again what is missing after a
 * gap, a reconnect and the end. Chunks are gathered and shown once a frame, however fast they come.
 */
import { LogMerge, type ReadChunk } from '../../../core/log-merge';

export interface LogPage {
  chunks: readonly ReadChunk[];
  nextSeq?: number | null;
}

/** How the feed reaches the API; tests give their own. */
export interface LogSource {
  read(fromSeq: number): Promise<LogPage>;
  /** Calls back with live chunks, and whenever the API has confirmed the subscription. */
  listen(onChunks: (chunks: readonly ReadChunk[]) => void, onConfirmed: () => void): () => void;
  /** Runs something before the next frame; the answer cancels it. */
  nextFrame(run: () => void): () => void;
  /** Waits; the answer cancels. */
  after(milliseconds: number, run: () => void): () => void;
}

export interface FeedState {
  readonly log: LogMerge;
  /** Grows with every change, because the log itself is one object. */
  readonly version: number;
  /** True until the first read has ended. */
  readonly loading: boolean;
  /** The last read failed; another one follows. */
  readonly failed: boolean;
}

const GAP_WAIT_MS = 300;
const RETRY_MS = 2_000;
/** After the end, chunks may still be on their way for this many reads. */
const FINAL_READS = 6;

export class LogFeed {
  readonly #source: LogSource;
  #state: FeedState = { log: new LogMerge(), version: 0, loading: true, failed: false };
  #arrived: ReadChunk[] = [];
  #listeners = new Set<() => void>();
  #stops = new Set<() => void>();
  #frame: (() => void) | undefined;
  #wait: (() => void) | undefined;
  #reading = false;
  #again = false;
  #running = false;
  #ended = false;
  #finalReads = FINAL_READS;

  constructor(source: LogSource) {
    this.#source = source;
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
      this.#source.listen(
        (chunks) => this.#take(chunks),
        () => this.#read(),
      ),
    );
    this.#read();
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

  /** The deployment has ended; its log has so many lines, when that is known. */
  end(lines: number | null): void {
    if (lines !== null) this.#state.log.end(lines);
    if (this.#ended && lines === null) return;
    this.#ended = true;
    this.#finalReads = FINAL_READS;
    this.#changed({});
    if (this.#running && !this.#state.log.complete) this.#read();
  }

  #take(chunks: readonly ReadChunk[]): void {
    for (const chunk of chunks) this.#arrived.push(chunk);
    this.#frame ??= this.#source.nextFrame(() => {
      this.#frame = undefined;
      this.#merge();
      if (!this.#reading && this.#state.log.gaps().length > 0) this.#readLater(GAP_WAIT_MS);
    });
  }

  #merge(): void {
    const added = this.#state.log.add(this.#arrived);
    this.#arrived = [];
    if (added > 0) this.#changed({});
  }

  #readLater(milliseconds: number): void {
    this.#wait ??= this.#source.after(milliseconds, () => {
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

  async #readAll(): Promise<void> {
    let from: number | null = this.#state.log.nextSeq;
    while (from !== null && this.#running) {
      const page: LogPage = await this.#source.read(from);
      this.#arrived.push(...page.chunks);
      this.#merge();
      const next: number | null = page.nextSeq ?? null;
      from = next !== null && next > from ? Math.max(next, this.#state.log.nextSeq) : null;
    }
  }

  #afterRead(failed: boolean): void {
    this.#reading = false;
    this.#changed({ loading: failed && this.#state.log.size === 0, failed });
    if (!this.#running || this.#state.log.complete) return;
    if (this.#again) {
      this.#again = false;
      this.#read();
    } else if (failed) {
      this.#readLater(RETRY_MS);
    } else if (this.#ended && this.#finalReads > 0) {
      this.#finalReads -= 1;
      this.#readLater(GAP_WAIT_MS * (FINAL_READS - this.#finalReads));
    }
  }

  #changed(change: Partial<FeedState>): void {
    this.#state = { ...this.#state, ...change, version: this.#state.version + 1 };
    for (const listener of this.#listeners) listener();
  }
}
