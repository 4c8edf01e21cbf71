/**
 * The part of a log between what was handed out and what has come: gives chunks in order, each once, and holds a bounded amount
 * of what came too early. Pure.
 */
import type { ReadChunk } from '../core/log-merge';

/** What a chunk costs besides its text, about. */
const CHUNK_COST = 200;
const costOf = ({ text }: ReadChunk): number => text.length + CHUNK_COST;

/** Chunks from a number on. */
export class ChunkWindow {
  #ready: ReadChunk[] = [];
  /** What came before something that is still missing, by its first number. */
  #early = new Map<number, ReadChunk>();
  #cost = 0;
  #end: number;

  /**
   * @param firstSeq the first number that is wanted
   * @param limit about how many characters may be held
   */
  constructor(
    firstSeq: number,
    private readonly limit: number,
  ) {
    this.#end = firstSeq;
  }

  /** The first number that has not come. */
  get nextSeq(): number {
    return this.#end;
  }

  /** True when there is something to take. */
  get hasReady(): boolean {
    return this.#ready.length > 0;
  }

  /** Takes chunks in any order. Answers false when there was no room for some: those have to be read again. */
  offer(chunks: readonly ReadChunk[]): boolean {
    let all = true;
    for (const chunk of chunks) {
      if (this.#isKnown(chunk)) continue;
      if (this.#cost + costOf(chunk) > this.limit) all = false;
      else this.#put(chunk);
    }
    return all;
  }

  /** Takes a page of the kept log: what is next in order always has room. */
  put(chunks: readonly ReadChunk[]): void {
    for (const chunk of chunks) {
      if (this.#isKnown(chunk)) continue;
      if (chunk.firstSeq === this.#end || this.#cost + costOf(chunk) <= this.limit) this.#put(chunk);
    }
  }

  /** All that is next in order; it is not given again. */
  take(): ReadChunk[] {
    const taken = this.#ready;
    this.#ready = [];
    for (const chunk of taken) this.#cost -= costOf(chunk);
    return taken;
  }

  /** True when something came before what it follows. */
  get hasEarly(): boolean {
    return this.#early.size > 0;
  }

  /** The first number that came early; undefined when none did. */
  firstEarly(): number | undefined {
    let first: number | undefined;
    for (const seq of this.#early.keys()) {
      // What overlaps with something that was handed out already is no more than a repeat.
      if (seq < this.#end) this.#early.delete(seq);
      else if (first === undefined || seq < first) first = seq;
    }
    return first;
  }

  /** Gives up what is missing before a number. */
  skipTo(seq: number): void {
    this.#end = Math.max(this.#end, seq);
    this.#advance();
  }

  #isKnown({ firstSeq, count }: ReadChunk): boolean {
    return count < 1 || firstSeq < this.#end || this.#early.has(firstSeq);
  }

  #put(chunk: ReadChunk): void {
    this.#cost += costOf(chunk);
    this.#early.set(chunk.firstSeq, chunk);
    this.#advance();
  }

  #advance(): void {
    for (let next = this.#early.get(this.#end); next !== undefined; next = this.#early.get(this.#end)) {
      this.#early.delete(next.firstSeq);
      this.#end = next.firstSeq + next.count;
      this.#ready.push(next);
    }
  }
}
