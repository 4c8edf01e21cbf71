/** Sends a resolver's request to its data source. */
import type { DataSource, LogEntry } from '../types';
import { isRecord } from '../values';
import { callDynamoDB } from './dynamodb';
import { callLambda } from './lambda';

export { DataSourceError } from './errors';

/** Answers what the data source answered; NONE gives back the payload. */
export async function callDataSource(
  source: DataSource,
  request: unknown,
  log: (entry: LogEntry) => void,
): Promise<unknown> {
  switch (source.type) {
    case 'NONE':
      return isRecord(request) ? (request['payload'] ?? null) : null;
    case 'AMAZON_DYNAMODB':
      return callDynamoDB(source, request);
    case 'AWS_LAMBDA':
      return callLambda(source.invoke, request, log);
  }
}
