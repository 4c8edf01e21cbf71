/**
 * Takes what builders print from CloudWatch Logs and publishes the log records in it. Everything else they print is left alone. A
 * record counts only for the deployment of the very task that printed it.
 */
import type { CloudWatchLogsDecodedData, CloudWatchLogsEvent } from 'aws-lambda';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { type ChunkRecord, parseLogRecord } from '../core/log-record';
import { taskOfLogStream } from './adapters/task-log';
import { publishChunks } from './engine/publish';

const unzip = promisify(gunzip);

export const handler = async (event: CloudWatchLogsEvent): Promise<void> => {
  const bytes = await unzip(Buffer.from(event.awslogs.data, 'base64'));
  const data = JSON.parse(bytes.toString()) as CloudWatchLogsDecodedData;
  if (data.messageType !== 'DATA_MESSAGE') return;
  const chunks = data.logEvents
    .map(({ message }) => parseLogRecord(message))
    .filter((record): record is ChunkRecord => record?.type === 'chunk');
  await publishChunks(taskOfLogStream(data.logStream), chunks);
};
