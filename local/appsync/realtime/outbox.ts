/**
 * Events on their way to one client. What all subscribers of a group get alike is kept once and never copied for each of them:
 * a client's own part is the frame's header and the beginning of its message, the rest is shared. Frames are written past `ws`
 * to its stream, which is sound because `ws` writes whole frames and, without compression, at once.
 */
import type { Duplex } from 'node:stream';

/** A final frame of text, as RFC 6455 numbers it. */
const FINAL_TEXT = 0x81;
const LENGTH_IN_16_BITS = 126;
const LENGTH_IN_64_BITS = 127;

/** The header of a frame, and the first part of what is in it. */
export function frameStart(start: Buffer, restLength: number): Buffer {
  const length = start.length + restLength;
  const extended = length < LENGTH_IN_16_BITS ? 0 : length < 2 ** 16 ? 2 : 8;
  const bytes = Buffer.allocUnsafe(2 + extended + start.length);
  bytes[0] = FINAL_TEXT;
  if (extended === 0) bytes[1] = length;
  else if (extended === 2) {
    bytes[1] = LENGTH_IN_16_BITS;
    bytes.writeUInt16BE(length, 2);
  } else {
    bytes[1] = LENGTH_IN_64_BITS;
    bytes.writeBigUInt64BE(BigInt(length), 2);
  }
  start.copy(bytes, 2 + extended);
  return bytes;
}

/** What one client has not been sent yet. */
export class Outbox {
  private parts: Buffer[] = [];
  private bytes = 0;

  constructor(
    private readonly stream: Duplex,
    /** False once the end of the connection was said: nothing may follow it. */
    private readonly isOpen: () => boolean,
  ) {}

  /** Bytes that the client has not taken, here and in the stream. */
  get unread(): number {
    return this.bytes + this.stream.writableLength;
  }

  /** Frames that wait here. */
  get size(): number {
    return this.parts.length / 2;
  }

  /** Adds a message in two parts: the client's own, and the shared one. */
  put(start: Buffer, rest: Buffer): void {
    const head = frameStart(start, rest.length);
    this.parts.push(head, rest);
    this.bytes += head.length + rest.length;
  }

  /** Hands everything to the stream, in one go; forgets it when the connection is over. */
  flush(): void {
    if (this.parts.length > 0 && this.isOpen()) {
      this.stream.cork();
      for (const part of this.parts) this.stream.write(part);
      this.stream.uncork();
    }
    this.parts = [];
    this.bytes = 0;
  }
}
