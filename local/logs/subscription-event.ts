/** The event in which CloudWatch Logs hands lines to a subscriber. */
import { constants, gzipSync } from 'node:zlib';
import { accountId, logGroup, logStream } from '../names';
import type { LogBatch } from './log-tail';

/** An id that grows along the stream and is the same when the same line comes again. */
const eventId = (offset: number, index: number): string =>
  `${offset}`.padStart(20, '0') + `${index}`.padStart(8, '0');

/**
 * Packed quickly and at once: to make a batch small takes less time than to carry it on at its full size, or to hand it to another
 * thread and back.
 */
const pack = (text: string): string => gzipSync(text, { level: constants.Z_BEST_SPEED }).toString('base64');

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
