/**
 * A log as the text of a file, page by page and in constant memory: exactly what the builder wrote, so that `sha256sum` of the
 * file gives the log's hash. Only where lines are missing a sentence stands in their place.
 */
import type { Gap } from '../core/log-merge';
import { reading, waitBefore } from './backoff';
import { systemClock, type Clock } from './clock';
import { textOf, type CreateHash, type LogHash } from './log-hash';
import type { LogEnd, LogPage, ReadLog } from './source';

/** How to read. */
export interface LogTextOptions {
  /** How the log has ended; left out while the deployment runs: then the text ends with what there is. */
  end?: LogEnd | undefined;
  /** Checks the hash of `end`. */
  createHash?: CreateHash;
  signal?: AbortSignal;
  clock?: Clock;
}

const MOST_TRIES = 5;

/** What stands in place of missing lines. People count from 1. */
const gapSentence = ({ from, to }: Gap): string =>
  from === to ? `… line ${from + 1} is missing …` : `… lines ${from + 1} to ${to + 1} are missing …`;

/** A log that is being read. Its figures grow while its text is taken. */
export class LogText implements AsyncIterable<string> {
  /** Lines so far, parts of cut lines counted one by one. */
  lines = 0;
  readonly gaps: Gap[] = [];
  /** Whether this is what the builder wrote; undefined before the end, or when there is no hash to compare with. */
  verified: boolean | undefined;
  readonly #clock: Clock;
  #hash: LogHash | undefined;
  #next = 0;
  #isLineOpen = false;

  constructor(
    private readonly read: ReadLog,
    private readonly options: LogTextOptions = {},
  ) {
    this.#clock = options.clock ?? systemClock;
    this.#hash = options.createHash?.();
  }

  /**
   * The text in pieces, one a page. It can be taken once.
   *
   * @throws what a read threw when it failed several times, and the signal's reason when it was stopped
   */
  async *[Symbol.asyncIterator](): AsyncGenerator<string, void, undefined> {
    const { end, signal } = this.options;
    for (let coming: Promise<LogPage> | undefined = this.#page(0); coming !== undefined;) {
      const { chunks, nextSeq }: LogPage = await coming;
      // Not every way of reading heeds the signal.
      signal?.throwIfAborted();
      // The next page travels while this one is written.
      coming = nextSeq == null || nextSeq <= this.#next ? undefined : this.#page(nextSeq);
      let piece = '';
      for (const chunk of chunks) {
        if (chunk.firstSeq < this.#next) continue;
        piece += this.#gapTo(chunk.firstSeq) + textOf(chunk);
        this.#hash?.update(textOf(chunk));
        this.#isLineOpen = chunk.continues;
        this.#next = chunk.firstSeq + chunk.count;
        this.lines += chunk.count;
      }
      if (piece !== '') yield piece;
    }
    const rest = this.#gapTo(end?.lines ?? this.#next);
    if (rest !== '') yield rest;
    if (end?.hash != null && this.#hash) this.verified = this.#hash.digest() === end.hash;
  }

  #gapTo(seq: number): string {
    if (seq <= this.#next) return '';
    const gap = { from: this.#next, to: seq - 1 };
    this.gaps.push(gap);
    const text = `${this.#isLineOpen ? '\n' : ''}${gapSentence(gap)}\n`;
    this.#isLineOpen = false;
    return text;
  }

  #page(fromSeq: number): Promise<LogPage> {
    const page = this.#tryPage(fromSeq);
    // Whoever stops early asks for it no more.
    page.catch(() => undefined);
    return page;
  }

  async #tryPage(fromSeq: number): Promise<LogPage> {
    const { signal } = this.options;
    for (let attempt = 1; ; attempt += 1) {
      signal?.throwIfAborted();
      try {
        return await this.read(fromSeq, signal);
      } catch (thrown) {
        signal?.throwIfAborted();
        if (attempt === MOST_TRIES) throw thrown;
        const wait = waitBefore(attempt, reading, this.#clock.random());
        await new Promise<void>((resolve) => this.#clock.after(wait, resolve));
      }
    }
  }
}
