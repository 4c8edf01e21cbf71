/** Differences between objects (git's documentation, "gitformat-pack": deltified representation). */
import { GitFailure } from './reasons';

const broken = (): GitFailure => new GitFailure('its host’s answer could not be read');

/** Reads a delta's numbers from its beginning to its end. */
class Reader {
  private at = 0;
  constructor(private readonly bytes: Buffer) {}

  get done(): boolean {
    return this.at >= this.bytes.length;
  }

  byte(): number {
    const value = this.bytes[this.at];
    if (value === undefined) throw broken();
    this.at += 1;
    return value;
  }

  slice(length: number): Buffer {
    const part = this.bytes.subarray(this.at, this.at + length);
    if (part.length < length) throw broken();
    this.at += length;
    return part;
  }

  /** A number of seven bits a byte, the lowest first. */
  size(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.byte();
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  }

  /** A number of which only the bytes that the mask names are there, the lowest first. */
  sparse(mask: number, bytes: number): number {
    let value = 0;
    for (let index = 0; index < bytes; index += 1)
      if (mask & (1 << index)) value += this.byte() * 256 ** index;
    return value;
  }
}

/**
 * Makes an object of what it is a difference to.
 *
 * @throws GitFailure when the difference does not fit, or makes more than `maxBytes`
 */
export const applyDelta = (base: Buffer, delta: Buffer, maxBytes: number): Buffer => {
  const reader = new Reader(delta);
  const baseSize = reader.size();
  const size = reader.size();
  if (baseSize !== base.length || size > maxBytes) throw broken();
  const parts: Buffer[] = [];
  let made = 0;
  while (!reader.done) {
    const part = partOf(reader, base);
    made += part.length;
    if (made > size) throw broken();
    parts.push(part);
  }
  if (made !== size) throw broken();
  return Buffer.concat(parts);
};

/** The next piece: of the base, or as it stands here. */
const partOf = (reader: Reader, base: Buffer): Buffer => {
  const order = reader.byte();
  if (order === 0) throw broken();
  if (order < 128) return reader.slice(order);
  const offset = reader.sparse(order & 15, 4);
  const length = reader.sparse((order >> 4) & 7, 3) || 65_536;
  const part = base.subarray(offset, offset + length);
  if (part.length < length) throw broken();
  return part;
};
