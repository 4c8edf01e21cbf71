/** Somebody who watches a log by subscription alone, and knows afterwards what came, how often, and whether it is what the builder said. */
import { createHash } from 'node:crypto';
import type { LogBatch, LogChunk } from '../generated/schema';
import { Subscription } from '../e2e/support/realtime';
import type { Host } from '../e2e/support/host';

const onLogs = `subscription ($id: ID!) { onLogs(deploymentId: $id) {
  deploymentId chunks { deploymentId firstSeq count step time text stderr continues } } }`;

/** SHA-256 over all lines of a log, each followed by a newline: what the builder says at the end. */
export const hashOfChunks = (chunks: Iterable<LogChunk>): string => {
  const hash = createHash('sha256');
  for (const { text, continues } of chunks) hash.update(continues ? text : `${text}\n`);
  return hash.digest('hex');
};

/** How often each line is in these chunks. */
const timesOf = (chunks: readonly LogChunk[], lines: number): Uint8Array => {
  const times = new Uint8Array(lines);
  for (const { firstSeq, count } of chunks)
    for (let seq = firstSeq; seq < firstSeq + count; seq += 1) times[seq] = (times[seq] ?? 0) + 1;
  return times;
};

/** What a viewer has of a log of `lines` lines. */
export interface Seen {
  lost: number;
  doubled: number;
  hash: string;
  /** When the last line arrived (milliseconds since 1970). */
  lastAt: number;
}

/** A viewer of one deployment. */
export class Viewer {
  private readonly chunks: LogChunk[] = [];
  private lastAt = Number.NaN;
  private subscription: Subscription | undefined;

  /** Begins to watch. */
  static async open(host: Pick<Host, 'url' | 'token'>, id: string): Promise<Viewer> {
    const viewer = new Viewer();
    viewer.subscription = await Subscription.open<{ onLogs: LogBatch }>(
      host,
      onLogs,
      { id },
      ({ onLogs: batch }, at) => {
        viewer.chunks.push(...batch.chunks);
        viewer.lastAt = at;
      },
    );
    return viewer;
  }

  /** How many lines have arrived, repeated ones included. */
  get arrived(): number {
    return this.chunks.reduce((sum, { count }) => sum + count, 0);
  }

  /** Ends watching and sums up. `before`: what stood in the log when it began to watch. */
  async close(lines: number, before: readonly LogChunk[]): Promise<Seen> {
    await this.subscription?.close();
    const times = timesOf(this.chunks, lines);
    const earlier = timesOf(before, lines);
    const all = new Map([...before, ...this.chunks].map((chunk) => [chunk.firstSeq, chunk]));
    return {
      lost: times.filter((count, seq) => count === 0 && earlier[seq] === 0).length,
      doubled: times.filter((count) => count > 1).length,
      hash: hashOfChunks([...all.values()].sort((a, b) => a.firstSeq - b.firstSeq)),
      lastAt: this.lastAt,
    };
  }
}
