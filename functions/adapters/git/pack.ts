/**
 * Reads packs (git's documentation, "gitformat-pack"), object by object and no further than to the one that is looked for: commits come
 * first, then directories, then files, and what an object is a difference to comes before it.
 */
import { createHash } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { applyDelta } from './delta';
import { GitFailure } from './reasons';

/** An object. */
export interface GitObject {
  type: 'commit' | 'tree' | 'blob' | 'tag';
  content: Buffer;
}

const types = [undefined, 'commit', 'tree', 'blob', 'tag'] as const;
const REFERENCE_DELTA = 7;
const HASH_BYTES = 20;

const unreadable = (): GitFailure => new GitFailure('its host’s answer could not be read');

/** The object's name. */
const hashOf = ({ type, content }: GitObject): string =>
  createHash('sha1').update(`${type} ${content.length}\0`).update(content).digest('hex');

/** Bytes as they come, and how far they have been read. */
class Bytes {
  private buffer: Buffer = Buffer.alloc(0);
  private readonly source: AsyncIterator<Buffer>;

  constructor(source: AsyncIterable<Buffer>) {
    this.source = source[Symbol.asyncIterator]();
  }

  /** Waits for so many bytes; gives what there is when they end before. */
  async peek(count: number): Promise<Buffer> {
    const parts = [this.buffer];
    let length = this.buffer.length;
    while (length < count) {
      const next = await this.source.next();
      if (next.done === true) break;
      parts.push(next.value);
      length += next.value.length;
    }
    this.buffer = parts.length === 1 ? this.buffer : Buffer.concat(parts);
    return this.buffer;
  }

  async take(count: number): Promise<Buffer> {
    const bytes = await this.peek(count);
    if (bytes.length < count) throw unreadable();
    this.buffer = bytes.subarray(count);
    return bytes.subarray(0, count);
  }

  async byte(): Promise<number> {
    return (await this.take(1)).readUInt8();
  }

  /** Tells the other side that no more is wanted. */
  async close(): Promise<void> {
    await this.source.return?.();
  }
}

/** What follows in compressed form; where it ends shows only when it has been decompressed. */
const inflate = async (bytes: Bytes, size: number): Promise<Buffer> => {
  for (let count = 512; ; count *= 2) {
    const available = await bytes.peek(count);
    try {
      const { buffer, engine } = inflateSync(available, {
        maxOutputLength: size + 1,
        info: true,
      }) as unknown as {
        buffer: Buffer;
        engine: { bytesWritten: number };
      };
      if (buffer.length !== size) throw unreadable();
      await bytes.take(engine.bytesWritten);
      return buffer;
    } catch (error) {
      const isCut = error instanceof Error && 'code' in error && error.code === 'Z_BUF_ERROR';
      if (!isCut || available.length < count) throw unreadable();
    }
  }
};

/** The kind of an object and its size, seven bits a byte. */
const readHeader = async (bytes: Bytes): Promise<{ kind: number; size: number }> => {
  let byte = await bytes.byte();
  const kind = (byte >> 4) & 7;
  let size = byte & 15;
  for (let factor = 16; byte & 128; factor *= 128) {
    byte = await bytes.byte();
    size += (byte & 127) * factor;
  }
  return { kind, size };
};

/**
 * The object of a name.
 *
 * @param maxBytes what a single object may have; a bigger one ends the search with undefined
 * @throws GitFailure when it is not in the pack
 */
export const findInPack = async (
  pack: AsyncIterable<Buffer>,
  hash: string,
  maxBytes: number,
): Promise<GitObject | undefined> => {
  const bytes = new Bytes(pack);
  const seen = new Map<string, GitObject>();
  try {
    const start = await bytes.take(12);
    if (start.toString('latin1', 0, 4) !== 'PACK' || start.readUInt32BE(4) !== 2) throw unreadable();
    for (let count = start.readUInt32BE(8); count > 0; count -= 1) {
      const { kind, size } = await readHeader(bytes);
      const base =
        kind === REFERENCE_DELTA ? seen.get((await bytes.take(HASH_BYTES)).toString('hex')) : undefined;
      if (size > maxBytes) return undefined;
      const content = await inflate(bytes, size);
      const type = base ? base.type : types[kind];
      if (!type) throw unreadable();
      const object = { type, content: base ? applyDelta(base.content, content, maxBytes) : content };
      const name = hashOf(object);
      if (name === hash) return object;
      seen.set(name, object);
    }
    throw unreadable();
  } finally {
    await bytes.close();
  }
};
