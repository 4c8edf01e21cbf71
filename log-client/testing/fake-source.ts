/** Test support: a log that is kept in memory, and a live side that the test moves. */
import type { ReadChunk } from '../../core/log-merge';
import type { LogEnd, LogListener, LogPage, LogSource } from '../source';

/** A chunk of the step TEST. */
export const chunk = (
  firstSeq: number,
  lines: readonly string[],
  more: Partial<ReadChunk> = {},
): ReadChunk => ({
  firstSeq,
  count: lines.length,
  step: 'TEST',
  time: 0,
  text: lines.join('\n'),
  stderr: [],
  continues: false,
  ...more,
});

/** So many chunks of two lines each: "0", "1", "2", … */
export const chunksOf = (count: number): ReadChunk[] =>
  Array.from({ length: count }, (_, index) => chunk(index * 2, [String(index * 2), String(index * 2 + 1)]));

/** A log, and what its readers did. */
export class FakeSource implements LogSource {
  /** What is kept, in any order. */
  stored: ReadChunk[] = [];
  end: LogEnd | undefined;
  /** Where each read began. */
  readonly reads: number[] = [];
  /** Thrown by the next reads. */
  failures: Error[] = [];
  /** Thrown by the next questions for the end. */
  endFailures: Error[] = [];
  /** Called while a page is on its way. */
  onRead: (fromSeq: number) => unknown = () => undefined;
  isListening = false;
  #listener: LogListener | undefined;

  constructor(private readonly pageSize = 3) {}

  read(fromSeq: number): Promise<LogPage> {
    this.reads.push(fromSeq);
    const failure = this.failures.shift();
    if (failure) return Promise.reject(failure);
    const found = this.stored
      .filter((one) => one.firstSeq >= fromSeq)
      .sort((one, other) => one.firstSeq - other.firstSeq);
    const chunks = found.slice(0, this.pageSize);
    const last = chunks.at(-1);
    this.onRead(fromSeq);
    return Promise.resolve({
      chunks,
      nextSeq: found.length > this.pageSize && last ? last.firstSeq + last.count : null,
    });
  }

  readEnd(): Promise<LogEnd | undefined> {
    const failure = this.endFailures.shift();
    if (failure) return Promise.reject(failure);
    return Promise.resolve(this.end);
  }

  listen(listener: LogListener): () => void {
    this.#listener = listener;
    this.isListening = true;
    return () => {
      this.#listener = undefined;
      this.isListening = false;
    };
  }

  /** Lines are kept, and told to who listens. */
  publish(...chunks: readonly ReadChunk[]): void {
    this.stored.push(...chunks);
    this.push(...chunks);
  }

  /** Lines are told, whether or not they are kept. */
  push(...chunks: readonly ReadChunk[]): void {
    this.#listener?.chunks(chunks);
  }

  confirm(): void {
    this.#listener?.confirmed();
  }

  cut(): void {
    this.#listener?.cut();
  }

  /** The deployment ends, and that is told unless it is lost. */
  finish(end: LogEnd, isTold = true): void {
    this.end = end;
    if (isTold) this.#listener?.ended(end);
  }
}
