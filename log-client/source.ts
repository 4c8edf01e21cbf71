/** Where a log comes from: pages that are kept, and a live side that may lose messages. */
import type { Gap, ReadChunk } from '../core/log-merge';

/** A stretch of a log. */
export interface LogPage {
  chunks: readonly ReadChunk[];
  /** Where the next page starts; null or left out when there is none yet. */
  nextSeq?: number | null;
}

/** How a log has ended. Lines and hash are null when nobody could say. */
export interface LogEnd {
  /** How many numbers were given to lines. */
  lines: number | null;
  /** SHA-256 over all lines, each followed by a newline: 64 lower-case hexadecimal digits. */
  hash: string | null;
  /** Lines that are known to be lost: they are not waited for. */
  missing?: readonly Gap[];
}

/** Who listens to the live side. */
export interface LogListener {
  /** New lines. */
  chunks(chunks: readonly ReadChunk[]): void;
  /** From now on events come; what came before may have been missed. Said again after each reconnect. */
  confirmed(): void;
  /** The connection is lost: events are missed until it is confirmed again. This is not the end of the log. */
  cut(): void;
  /** The deployment has ended. Lines may still be on their way. */
  ended(end: LogEnd): void;
}

/** Reads a page of a log, from a line on. */
export type ReadLog = (fromSeq: number, signal?: AbortSignal) => Promise<LogPage>;

/** The log of one deployment. */
export interface LogSource {
  read: ReadLog;
  /** Starts to listen; the answer stops it. */
  listen(listener: LogListener): () => void;
  /** How the log has ended; undefined while the deployment runs. */
  readEnd(signal?: AbortSignal): Promise<LogEnd | undefined>;
}
