/** The event in which CloudWatch Logs hands lines to a subscriber. */
import { constants, gzipSync } from 'node:zlib';
import { accountId, logGroup, logStream } from '../names';
import type { LogBatch } from './log-tail';

/** An id that grows along the stream and is the same when the same line comes again. */
const eventId = (offset: number, index: number): string =>
  `${offset}`.padStart(20, '0') + `${index}`.padStart(8, '0');

/** What packing adds at most to bytes that it makes no smaller: headers, and five bytes for each of its blocks. */
const packedBytes = (bytes: number): number => bytes + (bytes >> 6) + 64;

/**
 * Packed, but not made any smaller: it is unpacked again in this very process. At once and in one piece, which costs less than
 * to hand it to another thread and back.
 */
const pack = (text: string): string => {
  const bytes = Buffer.from(text);
  return gzipSync(bytes, {
    level: constants.Z_NO_COMPRESSION,
    chunkSize: packedBytes(bytes.length),
  }).toString('base64');
};

/** A batch of lines as the event that a subscription filter sends. */
export const subscriptionEvent = (taskId: string, { offset, lines }: LogBatch) => {
  const timestamp = Date.now();
  const message = JSON.stringify({
    messageType: 'DATA_MESSAGE',
    owner: accountId,
    logGroup,
    logStream: logStream(taskId),
    subscriptionFilters: ['builder-logs'],
    logEvents: lines.map((line, index) => ({ id: eventId(offset, index), timestamp, message: line })),
  });
  return { awslogs: { data: pack(message) } };
};
