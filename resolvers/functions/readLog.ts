/** Reads the deployment and which lines of its log are stored. Refuses chunks that are no part of that log. */
import { util } from '@aws-appsync/utils';
import { deploymentKey, storedLogKey } from '../../core/table';
import type { StoredLog } from '../../core/records';
import { endOf, rangeOf } from '../../core/log-ranges';
import { fail, failOnError } from '../shared/errors';
import { type LogContext, type LogOwner, type LogWrite, tableOf } from '../shared/log';

interface Read {
  data: Record<string, ((LogOwner & StoredLog & { sk: string }) | null)[]>;
  unprocessedKeys?: Record<string, unknown[]> | null;
}

const attributes = [
  ...['pk', 'sk', 'startedAt', 'taskArn', 'logLines', 'logHash', 'logMissing', 'logExpiresAt'],
  ...['stored', 'revision'],
];

export function request(ctx: LogContext<Read>) {
  const { deploymentId } = ctx.args;
  const names: Record<string, string> = {};
  attributes.forEach((name) => {
    names[`#${name}`] = name;
  });
  return {
    operation: 'BatchGetItem',
    tables: {
      [tableOf(ctx)]: {
        keys: [deploymentKey(deploymentId), storedLogKey(deploymentId)].map((key) =>
          util.dynamodb.toMapValues(key),
        ),
        consistentRead: true,
        projection: {
          expression: attributes.map((name) => `#${name}`).join(', '),
          expressionNames: names,
        },
      },
    },
  };
}

export function response(ctx: LogContext<Read>): LogWrite {
  failOnError(ctx.error);
  const { deploymentId, taskId, chunks } = ctx.args;
  const { data, unprocessedKeys } = ctx.result;
  const unread = unprocessedKeys?.[tableOf(ctx)] ?? [];
  if (unread.length > 0) fail('log.busy', { id: deploymentId });
  const items = data[tableOf(ctx)] ?? [];
  const deployment = items.find((item) => item?.sk === deploymentKey(deploymentId).sk);
  const log = items.find((item) => item?.sk === storedLogKey(deploymentId).sk);
  if (!deployment) return fail('deployment.not_found', { id: deploymentId });

  const { startedAt, taskArn, logLines, logHash } = deployment;
  if (!startedAt) fail('log.not_started', { id: deploymentId });
  // A task that was never noted is known by its claim alone.
  if (taskArn && !taskArn.endsWith(`/${taskId}`)) fail('log.other_task', { id: deploymentId, task: taskId });
  const end = endOf(chunks.map((chunk) => rangeOf(chunk)));
  // Without a hash the number is not the builder's word, but how many lines were found when it was lost: there may be more.
  if (logLines !== null && logHash !== null && end > logLines)
    fail('log.after_end', { id: deploymentId, lines: `${logLines}`, line: `${end - 1}` });
  return { deployment, stored: log?.stored ?? [], revision: log?.revision ?? 0, missing: chunks };
}
