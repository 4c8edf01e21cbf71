/** Decides what a follower of a log does next: hands out, reads, waits, gives up. */
import type { Gap } from '../core/log-merge';
import { reading, waitBefore, type Backoff } from './backoff';
import { ChunkWindow } from './chunk-window';
import { systemClock, type Clock } from './clock';
import type { FollowEnd, FollowEvent, FollowOptions } from './follow-events';
import { Inbox } from './inbox';
import { createLineJoiner } from './line-joiner';
import { textOf, type LogHash } from './log-hash';
import type { LogSource } from './source';

const HOLD_AT_MOST = 8 * 1024 * 1024;
/** Events may overtake each other: so long before what is missing is read. */
const SHUFFLE_MS = 300;
/** So many reads may fail to give what is missing before it is given up. */
const MOST_TRIES = 7;
/** The same for lines of which nobody knows whether there are any: the builder was lost. */
const TRIES_FOR_UNKNOWN = 3;
/** Without events a log is read again and again; with them too, because the last of them may be lost. */
const withoutEvents: Backoff = { firstMs: 1_000, longestMs: 8_000 };
const withEvents: Backoff = { firstMs: 30_000, longestMs: 30_000 };

/** One run of following. */
export class Follower {
  readonly inbox: Inbox;
  readonly #window: ChunkWindow;
  readonly #clock: Clock;
  readonly #joiner = createLineJoiner();
  readonly #gaps: Gap[] = [];
  readonly #hash: LogHash | undefined;
  #lines = 0;
  #tries = 0;
  #idle = 0;
  #failures = 0;
  #saidLive = false;
  #isOver = false;

  constructor(
    private readonly source: LogSource,
    private readonly options: FollowOptions,
  ) {
    this.#clock = options.clock ?? systemClock;
    this.#window = new ChunkWindow(0, options.holdAtMost ?? HOLD_AT_MOST);
    this.inbox = new Inbox(this.#window, this.#clock, options.signal);
    this.#hash = options.createHash?.();
  }

  async *events(): AsyncGenerator<FollowEvent, void, undefined> {
    for (;;) {
      yield* this.#handOut();
      if (this.#isOver || this.#hasAll || this.#isStopped) break;
      const gap = await this.#goOn();
      if (gap) yield* this.#giveUp(gap);
    }
    yield* this.#lastLine();
    yield { type: 'end', ...this.#end() };
  }

  get #isStopped(): boolean {
    return this.options.signal?.aborted === true;
  }

  get #hasAll(): boolean {
    const lines = this.inbox.end?.lines ?? null;
    return lines !== null && this.#window.nextSeq >= lines;
  }

  *#handOut(): Generator<FollowEvent> {
    const isLive = this.inbox.isLive && this.#failures === 0;
    if (isLive !== this.#saidLive) {
      this.#saidLive = isLive;
      yield { type: 'connection', isLive };
    }
    for (const chunk of this.#window.take()) {
      this.#tries = 0;
      this.#idle = 0;
      this.#lines += chunk.count;
      this.#hash?.update(textOf(chunk));
      const lines = this.#joiner.push(chunk);
      if (lines.lines.length > 0) yield { type: 'lines', ...lines };
    }
  }

  *#lastLine(): Generator<FollowEvent> {
    const left = this.#joiner.flush();
    if (left) yield { type: 'lines', ...left };
  }

  *#giveUp(gap: Gap): Generator<FollowEvent> {
    this.#gaps.push(gap);
    yield* this.#lastLine();
    yield { type: 'gap', ...gap };
  }

  /** Does the next thing that brings lines: asks, reads, or waits. Answers a gap when it gives one up. */
  async #goOn(): Promise<Gap | undefined> {
    const { inbox } = this;
    if (inbox.mustCatchUp || inbox.mustRead) return void (await this.#read());
    if (this.#window.hasEarly || inbox.end) return this.#seek();
    const wait = inbox.isLive ? waitBefore(1, withEvents, this.#clock.random()) : this.#idleWait();
    const isLive = inbox.isLive;
    const somethingCame = (): boolean =>
      this.#window.hasReady ||
      this.#window.hasEarly ||
      inbox.mustRead ||
      inbox.mustCatchUp ||
      inbox.end !== undefined ||
      inbox.isLive !== isLive;
    if (!(await inbox.until(somethingCame, wait))) inbox.mustCatchUp = true;
    return undefined;
  }

  #idleWait(): number {
    this.#idle += 1;
    return waitBefore(this.#idle, withoutEvents, this.#clock.random());
  }

  async #read(): Promise<void> {
    const { inbox, source, options } = this;
    try {
      if (inbox.mustCatchUp) await this.#ask();
      inbox.mustRead = false;
      const page = await source.read(this.#window.nextSeq, options.signal);
      this.#window.put(page.chunks);
      if ((page.nextSeq ?? null) !== null && this.#window.hasReady) inbox.mustRead = true;
      this.#failures = 0;
    } catch (thrown) {
      if (this.#isStopped) return;
      if (options.isFinal?.(thrown)) throw thrown;
      this.#failures += 1;
      inbox.mustRead = true;
      const wait = waitBefore(this.#failures, reading, this.#clock.random());
      await inbox.until(() => false, wait);
    }
  }

  async #ask(): Promise<void> {
    const { inbox, source, options } = this;
    inbox.mustCatchUp = false;
    try {
      const end = await source.readEnd(options.signal);
      if (end) inbox.end = end;
    } catch (thrown) {
      inbox.mustCatchUp = true;
      throw thrown;
    }
  }

  /** Something is missing: waits for it, then reads again; gives it up when it is lost, or when that was of no use often enough. */
  async #seek(): Promise<Gap | undefined> {
    const { inbox } = this;
    const until = this.#missingUntil();
    const lost = this.#lostUntil();
    if (lost !== undefined) return this.#skipTo(lost);
    if (until === undefined && inbox.end === undefined) return undefined;
    if (this.#tries >= (until === undefined ? TRIES_FOR_UNKNOWN : MOST_TRIES)) {
      if (until !== undefined) return this.#skipTo(until);
      this.#isOver = true;
      return undefined;
    }
    const wait = this.#tries === 0 ? SHUFFLE_MS : waitBefore(this.#tries, reading, this.#clock.random());
    this.#tries += 1;
    if (!(await inbox.until(() => this.#window.hasReady, wait))) inbox.mustRead = true;
    return undefined;
  }

  /** The number up to which lines are missing now; undefined when nobody knows of any. */
  #missingUntil(): number | undefined {
    return this.#window.firstEarly() ?? this.inbox.end?.lines ?? undefined;
  }

  /** The same, for lines that are known to be lost. */
  #lostUntil(): number | undefined {
    const { nextSeq } = this.#window;
    const lost = this.inbox.end?.missing?.find(({ from, to }) => from <= nextSeq && nextSeq <= to);
    return lost && lost.to + 1;
  }

  #skipTo(seq: number): Gap {
    const gap = { from: this.#window.nextSeq, to: seq - 1 };
    this.#window.skipTo(seq);
    this.#tries = 0;
    this.inbox.mustRead = true;
    return gap;
  }

  #end(): FollowEnd {
    const end = this.inbox.end;
    const isAll = end !== undefined && end.lines === this.#lines && this.#gaps.length === 0;
    const hash = isAll ? (this.#hash?.digest() ?? null) : null;
    const matches = hash === null || end?.hash == null || hash === end.hash;
    return {
      ended: end !== undefined && !this.#isStopped,
      complete: isAll && matches,
      gaps: this.#gaps,
      lines: this.#lines,
      hash,
    };
  }
}
