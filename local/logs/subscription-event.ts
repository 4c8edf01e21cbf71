/** The event in which CloudWatch Logs hands lines to a subscriber. */
import { constants, gzip } from 'node:zlib';
import { promisify } from 'node:util';
import { accountId, logGroup, logStream } from '../names';
import type { LogBatch } from './log-tail';

const compress = promisify(gzip);

/** An id that grows along the stream and is the same when the same line comes again. */
const eventId = (offset: number, index: number): string =>
  `${offset}`.padStart(20, '0') + `${index}`.padStart(8, '0');

/** A batch of lines as the event that a subscription filter sends. */
export const subscriptionEvent = async (taskId: string, { offset, lines }: LogBatch) => {
  const timestamp = Date.now();
  const message = JSON.stringify({
    messageType: 'DATA_MESSAGE',
    owner: accountId,
    logGroup,
    logStream: logStream(taskId),
    subscriptionFilters: ['builder-logs'],
    logEvents: lines.map((line, index) => ({ id: eventId(offset, index), timestamp, message: line })),
  });
  // It is unpacked again in this very process: packed, but not made any smaller.
  const data = await compress(message, { level: constants.Z_NO_COMPRESSION });
  return { awslogs: { data: data.toString('base64') } };
};
