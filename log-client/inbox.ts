/** The live side of a follower: what came, and what it means for what has to be read. */
import type { ReadChunk } from '../core/log-merge';
import type { ChunkWindow } from './chunk-window';
import type { Clock } from './clock';
import type { LogEnd, LogListener } from './source';

/** Gathers events and wakes whoever waits for them. */
export class Inbox implements LogListener {
  /** True while events come. */
  isLive = false;
  /** How the log has ended, once that is known. */
  end: LogEnd | undefined;
  /** Lines may have been missed: a page is to be read. */
  mustRead = false;
  /** Anything may have been missed: the end is to be asked for, and a page to be read. */
  mustCatchUp = true;
  #wake: () => void = () => undefined;

  constructor(
    private readonly window: ChunkWindow,
    private readonly clock: Clock,
    private readonly signal: AbortSignal | undefined,
  ) {
    signal?.addEventListener('abort', () => this.#wake(), { once: true });
  }

  chunks(chunks: readonly ReadChunk[]): void {
    if (!this.window.offer(chunks)) this.mustRead = true;
    this.#wake();
  }

  confirmed(): void {
    this.isLive = true;
    this.mustCatchUp = true;
    this.#wake();
  }

  cut(): void {
    this.isLive = false;
    this.#wake();
  }

  ended(end: LogEnd): void {
    this.end = end;
    this.mustRead = true;
    this.#wake();
  }

  /** Waits until something is so, which is looked at whenever anything comes; or for so long. Answers whether it is. */
  until(isSo: () => boolean, milliseconds: number): Promise<boolean> {
    const isOver = (): boolean => isSo() || this.signal?.aborted === true;
    if (isOver()) return Promise.resolve(isSo());
    return new Promise((resolve) => {
      const done = (): void => {
        callOff();
        this.#wake = () => undefined;
        resolve(isSo());
      };
      const callOff = this.clock.after(milliseconds, done);
      this.#wake = () => {
        if (isOver()) done();
      };
    });
  }
}
