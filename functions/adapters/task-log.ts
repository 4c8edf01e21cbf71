/** What a task has printed, read from CloudWatch Logs. */
import {
  CloudWatchLogsClient,
  GetLogEventsCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-cloudwatch-logs';
import { setting } from './config';

let client: CloudWatchLogsClient | undefined;
const logs = (): CloudWatchLogsClient => (client ??= new CloudWatchLogsClient({}));

/** The id of a task: the last part of its ARN. */
export const taskIdOf = (taskArn: string): string => taskArn.slice(taskArn.lastIndexOf('/') + 1);

/** The id of the task that writes to a log stream; the log driver names streams `prefix/container/task`. */
export const taskOfLogStream = (logStream: string): string => taskIdOf(logStream);

/**
 * The messages of a task's log, page by page from its end: what is missing is most often what came last. Nothing when there is no
 * log.
 */
export async function* taskLog(taskArn: string): AsyncGenerator<string[]> {
  const logStreamName = `builder/builder/${taskIdOf(taskArn)}`;
  let nextToken: string | undefined;
  for (;;) {
    const page = await read(logStreamName, nextToken);
    if (!page) return;
    yield (page.events ?? []).map(({ message }) => message ?? '');
    // The beginning is where the token leads back to itself.
    if (page.nextBackwardToken === undefined || page.nextBackwardToken === nextToken) return;
    nextToken = page.nextBackwardToken;
  }
}

const read = async (logStreamName: string, nextToken: string | undefined) => {
  try {
    return await logs().send(
      new GetLogEventsCommand({ logGroupName: setting('TRELLIS_LOG_GROUP'), logStreamName, nextToken }),
    );
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
};
