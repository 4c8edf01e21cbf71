/** The operation of CloudWatch Logs that Trellis uses, on the files that tasks write. */
import { z } from 'zod';
import { readLogPage } from '../logs/log-pages';
import { logGroup, taskOfLogStream } from '../names';
import type { Tasks } from '../tasks/tasks';
import { AwsError } from './errors';
import { operation, type Operations } from './operations';

// The service answers with at most 1 MB and 10,000 events.
const pageBytes = 1024 * 1024;
const pageEvents = 10_000;

const input = z.looseObject({
  logGroupName: z.string().optional(),
  logGroupIdentifier: z.string().optional(),
  logStreamName: z.string(),
  nextToken: z
    .string()
    .regex(/^[fb]\/\d+$/)
    .optional(),
  startFromHead: z.boolean().optional(),
  limit: z.number().int().min(1).max(pageEvents).optional(),
});

const notFound = (what: string): AwsError =>
  new AwsError('ResourceNotFoundException', `The specified log ${what} does not exist.`);

/** Where a page lies: after an offset, before one, or before the end. */
const placeOf = (token: string | undefined, fromHead: boolean): { after?: number; before?: number } => {
  if (token === undefined) return fromHead ? { after: 0 } : {};
  const offset = Number(token.slice(2));
  return token.startsWith('f/') ? { after: offset } : { before: offset };
};

/** `Logs_20140328.*` */
export const cloudWatchLogs = (tasks: Pick<Tasks, 'files'>): Operations => ({
  GetLogEvents: operation(input, 'InvalidParameterException', async (request) => {
    const group = request.logGroupName ?? request.logGroupIdentifier;
    if (group !== logGroup && !group?.endsWith(`:${logGroup}`)) throw notFound('group');
    const taskId = taskOfLogStream(request.logStreamName);
    if (!taskId) throw notFound('stream');
    const page = await readLogPage(tasks.files(taskId).stdout, {
      ...placeOf(request.nextToken, request.startFromHead === true),
      lines: request.limit ?? pageEvents,
      bytes: pageBytes,
    }).catch(() => {
      throw notFound('stream');
    });
    const timestamp = Math.floor(page.time);
    return {
      events: page.lines.map((message) => ({ message, timestamp, ingestionTime: timestamp })),
      // A reader that gets back the token that it sent has come to the end.
      nextForwardToken: `f/${page.to}`,
      nextBackwardToken: `b/${page.from}`,
    };
  }),
});
