/** The operation of CloudWatch Logs that Trellis uses, on the files that tasks write. */
import { open } from 'node:fs/promises';
import { z } from 'zod';
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
    .regex(/^f\/\d+$/)
    .optional(),
  startFromHead: z.boolean().optional(),
  limit: z.number().int().min(1).max(pageEvents).optional(),
});

const notFound = (what: string): AwsError =>
  new AwsError('ResourceNotFoundException', `The specified log ${what} does not exist.`);

interface Page {
  lines: string[];
  next: number;
  time: number;
}

const readPage = async (file: string, from: number | undefined, limit: number): Promise<Page> => {
  const handle = await open(file, 'r').catch(() => {
    throw notFound('stream');
  });
  try {
    const { size, mtimeMs } = await handle.stat();
    const start = from ?? Math.max(0, size - pageBytes);
    const buffer = Buffer.alloc(Math.max(0, Math.min(pageBytes, size - start)));
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, start);
    const content = buffer.toString('utf8', 0, buffer.lastIndexOf('\n', bytesRead) + 1);
    const all = content === '' ? [] : content.slice(0, -1).split('\n');
    // From the end: the first line may be cut, and the newest are wanted.
    const lines = from === undefined ? all.slice(start > 0 ? 1 : 0).slice(-limit) : all.slice(0, limit);
    const taken = lines.reduce((bytes, line) => bytes + Buffer.byteLength(line) + 1, 0);
    return {
      lines,
      next: from === undefined ? start + Buffer.byteLength(content) : start + taken,
      time: mtimeMs,
    };
  } finally {
    await handle.close();
  }
};

/** `Logs_20140328.*` */
export const cloudWatchLogs = (tasks: Pick<Tasks, 'files'>): Operations => ({
  GetLogEvents: operation(input, 'InvalidParameterException', async (request) => {
    const group = request.logGroupName ?? request.logGroupIdentifier;
    if (group !== logGroup && !group?.endsWith(`:${logGroup}`)) throw notFound('group');
    const taskId = taskOfLogStream(request.logStreamName);
    if (!taskId) throw notFound('stream');
    const token = request.nextToken?.slice('f/'.length);
    const from = token !== undefined ? Number(token) : request.startFromHead ? 0 : undefined;
    const { lines, next, time } = await readPage(
      tasks.files(taskId).stdout,
      from,
      request.limit ?? pageEvents,
    );
    return {
      events: lines.map((message) => ({
        message,
        timestamp: Math.floor(time),
        ingestionTime: Math.floor(time),
      })),
      // A reader that gets back the token that it sent has come to the end.
      nextForwardToken: `f/${next}`,
      nextBackwardToken: `f/${from ?? 0}`,
    };
  }),
});
