/** Notes which lines are stored now, unless somebody else noted something meanwhile: then the call is to be made again. */
import { runtime, util } from '@aws-appsync/utils';
import { rangeOf, withRange } from '../../core/log-ranges';
import { storedLogKey } from '../../core/table';
import type { StoredLog } from '../../core/records';
import { fail, failOnError } from '../shared/errors';
import { expiryOf, type LogContext, type LogWrite } from '../shared/log';

export function request(ctx: LogContext<StoredLog>) {
  const { deploymentId, chunks } = ctx.args;
  const { deployment, stored, revision } = ctx.prev.result;
  const known = chunks
    .map((chunk) => rangeOf(chunk))
    .every((range) => stored.some(({ from, to }) => from <= range.from && to >= range.to));
  if (known) runtime.earlyReturn(ctx.prev.result, { skipTo: 'NEXT' });
  const after = chunks.reduce((ranges, chunk) => withRange(ranges, rangeOf(chunk)), stored);
  const sets: Record<string, unknown> = {
    stored: after,
    revision: revision + 1,
    ...expiryOf(deployment),
  };
  const names: Record<string, string> = {};
  const values: Record<string, unknown> = revision > 0 ? { ':before': revision } : {};
  Object.keys(sets).forEach((name) => {
    names[`#${name}`] = name;
    values[`:${name}`] = sets[name];
  });
  return {
    operation: 'UpdateItem',
    key: util.dynamodb.toMapValues(storedLogKey(deploymentId)),
    update: {
      expression: `SET ${Object.keys(sets)
        .map((name) => `#${name} = :${name}`)
        .join(', ')}`,
      expressionNames: names,
      expressionValues: util.dynamodb.toMapValues(values),
    },
    condition: {
      expression: revision > 0 ? '#revision = :before' : 'attribute_not_exists(#revision)',
    },
  };
}

export function response(ctx: LogContext<StoredLog>): LogWrite {
  if (ctx.error && ctx.error.type === 'DynamoDB:ConditionalCheckFailedException')
    fail('log.busy', { id: ctx.args.deploymentId });
  failOnError(ctx.error);
  const { stored, revision } = ctx.result;
  return { ...ctx.prev.result, stored, revision };
}
