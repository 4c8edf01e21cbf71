/**
 * Takes what builders print from CloudWatch Logs and publishes the log records in it. Everything else they print is left alone. A
 * record counts only for the deployment of the very task that printed it.
 */
import type { CloudWatchLogsEvent } from 'aws-lambda';
import { gunzipSync } from 'node:zlib';
import * as z from 'zod/mini';
import { type ChunkRecord, parseLogRecord } from '../core/log-record';
import { report } from './adapters/report';
import { taskOfLogStream } from './adapters/task-log';
import { publishChunks } from './engine/publish';

/** Far more than the 6 MB that an event may have could hold of log records. */
const MAX_BYTES = 64_000_000;

const batch = z.object({
  messageType: z.string(),
  logStream: z.string(),
  logEvents: z.array(z.object({ message: z.string() })),
});

/** What was printed; undefined for what cannot be read, which would be no better the next time. */
const readBatch = (event: CloudWatchLogsEvent): z.infer<typeof batch> | undefined => {
  try {
    const bytes = gunzipSync(Buffer.from(event.awslogs.data, 'base64'), { maxOutputLength: MAX_BYTES });
    return batch.parse(JSON.parse(bytes.toString()));
  } catch (error) {
    report('an event of the log group could not be read', error);
    return undefined;
  }
};

export const handler = async (event: CloudWatchLogsEvent): Promise<void> => {
  const data = readBatch(event);
  // CONTROL_MESSAGE only asks whether somebody is there.
  if (data?.messageType !== 'DATA_MESSAGE') return;
  const chunks = data.logEvents
    .map(({ message }) => parseLogRecord(message))
    .filter((record): record is ChunkRecord => record?.type === 'chunk');
  await publishChunks(taskOfLogStream(data.logStream), chunks);
};
