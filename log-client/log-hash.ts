/** The hash that a builder says at the end of its log, worked out again by who reads it. */
import type { ReadChunk } from '../core/log-merge';

/** SHA-256 over text, piece by piece. */
export interface LogHash {
  update(text: string): unknown;
  /** 64 lower-case hexadecimal digits. Nothing may be added after it. */
  digest(): string;
}

/** Makes one: `createSha256` everywhere, or Node's own. */
export type CreateHash = () => LogHash;

/** A chunk as it stands in the log: its lines, each followed by a newline, but for one that goes on in the next chunk. */
export const textOf = ({ text, continues }: ReadChunk): string => (continues ? text : `${text}\n`);
