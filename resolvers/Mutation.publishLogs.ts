import type { MutationPublishLogsArgs } from '../generated/schema';
import type { FieldContext } from './shared/context';
import { util } from '@aws-appsync/utils';
import { logChunkKey } from '../core/table';
import { fail, failOnError } from './shared/errors';

const MAX_CHUNKS = 12;
/** Below AppSync's 240 KB for a message of a subscription. */
const MAX_TEXT = 200000;

export function request(
  ctx: FieldContext<MutationPublishLogsArgs, { unprocessedItems?: Record<string, unknown[]> | null }>,
) {
  const { deploymentId, chunks } = ctx.args;
  if (chunks.length < 1 || chunks.length > MAX_CHUNKS)
    fail('input.invalid', { field: 'chunks', problem: 'must be from 1 to 12' });
  let length = 0;
  for (const chunk of chunks) {
    length = length + chunk.text.length;
    if (chunk.firstSeq < 0 || chunk.count < 1)
      fail('input.invalid', { field: 'chunks', problem: 'must hold at least one line, numbered from 0' });
  }
  if (length > MAX_TEXT) fail('input.too_large', { field: 'chunks', limit: '200,000 characters' });
  const items = chunks.map((chunk) =>
    util.dynamodb.toMapValues({ ...chunk, ...logChunkKey(deploymentId, chunk.firstSeq), deploymentId }),
  );
  return { operation: 'BatchPutItem', tables: { [tableOf(ctx)]: items } };
}

export function response(
  ctx: FieldContext<MutationPublishLogsArgs, { unprocessedItems?: Record<string, unknown[]> | null }>,
) {
  failOnError(ctx.error);
  const unwritten = ctx.result.unprocessedItems?.[tableOf(ctx)] ?? [];
  if (unwritten.length > 0)
    fail('internal.unexpected', { detail: 'some lines were not kept; send the batch again' });
  const { deploymentId, chunks } = ctx.args;
  return { deploymentId, chunks: chunks.map((chunk) => ({ ...chunk, deploymentId })) };
}

/** A batch names its table; the host says which it is. */
function tableOf(ctx: { env: Record<string, string> }): string {
  return ctx.env.TRELLIS_TABLE ?? '';
}
