/** The encoding in which the SDKs send a body whose checksum they learn only at its end. */
import { Transform, type TransformCallback } from 'node:stream';

const lineEnd = Buffer.from('\r\n');
// A chunk's header is its size in hexadecimal, and a signature at most.
const longestHeader = 256;

/** Decodes `aws-chunked`: the chunks' bytes come out; trailers are dropped. */
export class AwsChunkedDecoder extends Transform {
  #rest = Buffer.alloc(0);
  #left = 0;
  #ended = false;

  override _transform(data: Buffer, _encoding: BufferEncoding, callback: TransformCallback): void {
    this.#rest = Buffer.concat([this.#rest, data]);
    try {
      while (this.#step());
      callback();
    } catch (error) {
      callback(error as Error);
    }
  }

  override _flush(callback: TransformCallback): void {
    callback(this.#ended ? null : new Error('The body ended before its last chunk'));
  }

  /** Takes a header or a piece of a chunk from what has come; false when more must come first. */
  #step(): boolean {
    if (this.#ended) {
      this.#rest = Buffer.alloc(0);
      return false;
    }
    if (this.#left > 0) {
      const piece = this.#rest.subarray(0, this.#left);
      if (piece.length === 0) return false;
      // The two bytes at a chunk's end belong to its length here and are cut off.
      const content = piece.subarray(0, Math.max(0, Math.min(piece.length, this.#left - lineEnd.length)));
      if (content.length > 0) this.push(content);
      this.#left -= piece.length;
      this.#rest = this.#rest.subarray(piece.length);
      return true;
    }
    const end = this.#rest.indexOf(lineEnd);
    if (end < 0 && this.#rest.length > longestHeader) throw new Error('A chunk has no header');
    if (end < 0) return false;
    const size = Number.parseInt(this.#rest.toString('latin1', 0, end), 16);
    if (Number.isNaN(size)) throw new Error('A chunk has no size');
    this.#rest = this.#rest.subarray(end + lineEnd.length);
    if (size === 0) this.#ended = true;
    else this.#left = size + lineEnd.length;
    return true;
  }
}
