import type { IncomingMessage } from 'node:http';

/** Thrown when a body is longer than it may be. */
export class BodyTooLarge extends Error {}

/** So much of a body that is too long is read and thrown away, so that its sender gets to read the answer. */
const discardedBytes = 16 * 1024 * 1024;

/** Reads a body of a limited size; what is longer is not kept. */
export const readBody = async (req: IncomingMessage, limitBytes: number): Promise<Buffer> => {
  if (Number(req.headers['content-length'] ?? 0) > limitBytes + discardedBytes) throw new BodyTooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limitBytes + discardedBytes) throw new BodyTooLarge();
    if (size <= limitBytes) chunks.push(chunk);
    else chunks.length = 0;
  }
  if (size > limitBytes) throw new BodyTooLarge();
  return Buffer.concat(chunks);
};
