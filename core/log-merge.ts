/**
 * A reader's side of a log: chunks come in any order, twice, or late, from the subscription and from pages; what comes out
 * is the log in order, what is missing of it, and whether it is whole. Pure: no clock, no network.
 */
import type { LogChunk, StepName } from './records';

/** A chunk as readers get it. */
export type ReadChunk = Omit<LogChunk, 'deploymentId'>;

/** One line, whole again when it was cut across chunks. */
export interface LogLine {
  /** The number of its first part in the deployment, from 0. */
  readonly seq: number;
  /** How many numbers it takes: more than 1 when it was cut across chunks. */
  readonly parts: number;
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly stderr: boolean;
}

/** The lines of one step. `lines` only grows while `revision` stays the same. */
export interface LogSection {
  readonly step: StepName;
  readonly lines: readonly LogLine[];
  readonly revision: number;
}

/** Lines that have not come, both ends included. */
export interface Gap {
  readonly from: number;
  readonly to: number;
}

interface OpenSection {
  step: StepName;
  lines: LogLine[];
  revision: number;
}

/** The lines of one chunk, each as it stands there: a line that was cut is not joined. */
export const linesOf = (chunk: ReadChunk): LogLine[] => {
  const stderr = new Set(chunk.stderr);
  return chunk.text
    .split('\n')
    .slice(0, chunk.count)
    .map((text, index) => ({
      seq: chunk.firstSeq + index,
      parts: 1,
      text,
      time: chunk.time,
      stderr: stderr.has(index),
    }));
};

/** Collects the chunks of one deployment. */
export class LogMerge {
  #chunks: ReadChunk[] = [];
  #known = new Set<number>();
  #sections: OpenSection[] = [];
  #outOfOrder = false;
  #revision = 0;
  #total: number | null = null;
  #size = 0;

  /** Takes chunks in any order; a chunk that it has already changes nothing. Answers how many lines were new. */
  add(chunks: readonly ReadChunk[]): number {
    const before = this.#size;
    for (const chunk of chunks) this.#addOne(chunk);
    return this.#size - before;
  }

  /** The log has ended with so many lines. */
  end(total: number): void {
    this.#total = total;
  }

  /** Lines that it holds, parts of cut lines counted one by one. */
  get size(): number {
    return this.#size;
  }

  /** The first line that is missing: where reading goes on. */
  get nextSeq(): number {
    return this.missingFrom(0);
  }

  /** The first line that is missing, of those from a number on. */
  missingFrom(seq: number): number {
    const end = this.#endOfLast();
    if (this.#size === end) return Math.max(seq, end);
    const gap = this.#innerGaps().find(({ to }) => to >= seq);
    return Math.max(seq, gap?.from ?? end);
  }

  /** What came, in order. */
  get chunks(): readonly ReadChunk[] {
    return this.#chunks;
  }

  /** True when the log has ended and every line is here. */
  get complete(): boolean {
    return this.#total !== null && this.#size >= this.#total;
  }

  /** The log in order, one section a step. */
  get sections(): readonly LogSection[] {
    if (this.#outOfOrder) this.#rebuild();
    return this.#sections;
  }

  /** What is missing below the highest line that came, and below the end once that is known. */
  gaps(): Gap[] {
    const end = this.#endOfLast();
    const whole = this.#size === end;
    const gaps = whole ? [] : this.#innerGaps();
    if (this.#total !== null && end < this.#total) gaps.push({ from: end, to: this.#total - 1 });
    return gaps;
  }

  #addOne(chunk: ReadChunk): void {
    if (chunk.count < 1 || this.#known.has(chunk.firstSeq)) return;
    this.#known.add(chunk.firstSeq);
    this.#size += chunk.count;
    const last = this.#chunks.at(-1);
    if (last && chunk.firstSeq < last.firstSeq) {
      this.#chunks.splice(this.#placeOf(chunk.firstSeq), 0, chunk);
      this.#outOfOrder = true;
      return;
    }
    this.#chunks.push(chunk);
    if (!this.#outOfOrder) this.#append(chunk, last);
  }

  #placeOf(firstSeq: number): number {
    let low = 0;
    let high = this.#chunks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#chunks[middle]?.firstSeq ?? Infinity) < firstSeq) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #append(chunk: ReadChunk, before: ReadChunk | undefined): void {
    const lines = linesOf(chunk);
    let section = this.#sections.at(-1);
    if (!section || section.step !== chunk.step) {
      section = { step: chunk.step, lines: [], revision: this.#revision };
      this.#sections.push(section);
    }
    const open = section.lines.at(-1);
    const joins = before?.continues === true && before.firstSeq + before.count === chunk.firstSeq;
    if (joins && open) {
      const rest = lines.shift();
      section.lines[section.lines.length - 1] = {
        ...open,
        parts: open.parts + 1,
        text: open.text + (rest?.text ?? ''),
      };
      section.revision = ++this.#revision;
    }
    for (const line of lines) section.lines.push(line);
  }

  #rebuild(): void {
    this.#outOfOrder = false;
    this.#revision += 1;
    this.#sections = [];
    let before: ReadChunk | undefined;
    for (const chunk of this.#chunks) {
      this.#append(chunk, before);
      before = chunk;
    }
  }

  #innerGaps(): Gap[] {
    const gaps: Gap[] = [];
    let next = 0;
    for (const chunk of this.#chunks) {
      if (chunk.firstSeq > next) gaps.push({ from: next, to: chunk.firstSeq - 1 });
      next = Math.max(next, chunk.firstSeq + chunk.count);
    }
    return gaps;
  }

  #endOfLast(): number {
    const last = this.#chunks.at(-1);
    return last ? last.firstSeq + last.count : 0;
  }
}
