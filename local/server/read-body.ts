import type { IncomingMessage } from 'node:http';

/** Thrown when a body is longer than it may be. */
export class BodyTooLarge extends Error {}

/** Reads a body of a limited size; what is longer is not kept. */
export const readBody = async (req: IncomingMessage, limitBytes: number): Promise<Buffer> => {
  if (Number(req.headers['content-length'] ?? 0) > limitBytes) throw new BodyTooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limitBytes) throw new BodyTooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};
