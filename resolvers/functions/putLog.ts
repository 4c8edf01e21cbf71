/** Writes the chunks that the table does not hold. They expire together with the rest of their log. */
import { runtime, util } from '@aws-appsync/utils';
import { logChunkKey } from '../../core/table';
import { fail, failOnError } from '../shared/errors';
import { expiryOf, type LogContext, tableOf } from '../shared/log';

interface Written {
  unprocessedItems?: Record<string, unknown[]> | null;
}

export function request(ctx: LogContext<Written>) {
  const { deploymentId } = ctx.args;
  const { deployment, missing } = ctx.prev.result;
  if (missing.length === 0) runtime.earlyReturn(ctx.prev.result, { skipTo: 'NEXT' });
  const expiry = expiryOf(deployment);
  const items = missing.map((chunk) =>
    util.dynamodb.toMapValues({
      ...chunk,
      ...logChunkKey(deploymentId, chunk.firstSeq),
      ...expiry,
      deploymentId,
    }),
  );
  return { operation: 'BatchPutItem', tables: { [tableOf(ctx)]: items } };
}

export function response(ctx: LogContext<Written>) {
  failOnError(ctx.error);
  const unwritten = ctx.result.unprocessedItems?.[tableOf(ctx)] ?? [];
  if (unwritten.length > 0) fail('log.busy', { id: ctx.args.deploymentId });
  return ctx.prev.result;
}
