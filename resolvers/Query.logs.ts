import type { QueryLogsArgs } from '../generated/schema';
import type { LogChunk } from '../core/records';
import type { FieldContext, Items } from './shared/context';
import { util } from '@aws-appsync/utils';
import { query } from '@aws-appsync/utils/dynamodb';
import { logChunkKey, seqKey } from '../core/table';
import { fail, failOnError } from './shared/errors';
import { checkLength } from './shared/ids';
import { demand } from './shared/identity';

const MAX_CHUNKS = 50;
/** Twelve digits: what a sort key holds. */
const MAX_SEQ = 999999999999;

export function request(ctx: FieldContext<QueryLogsArgs, Items<LogChunk>>) {
  demand(ctx.identity, 'read');
  const { deploymentId, fromSeq, limit } = ctx.args;
  checkLength('deploymentId', deploymentId);
  const from: number = fromSeq ?? 0;
  const chunks: number = limit ?? MAX_CHUNKS;
  if (from < 0 || from > MAX_SEQ) fail('input.invalid', { field: 'fromSeq', problem: 'must be 0 or more' });
  if (chunks < 1 || chunks > MAX_CHUNKS)
    fail('input.invalid', { field: 'limit', problem: 'must be from 1 to 50' });
  const { pk } = logChunkKey(deploymentId, from);
  return query({
    query: { pk: { eq: pk }, sk: { ge: seqKey(from) } },
    // The table removes an expired log piece by piece; nobody is to read what is left of it.
    filter: {
      or: [{ expiresAt: { attributeExists: false } }, { expiresAt: { gt: util.time.nowEpochSeconds() } }],
    },
    limit: chunks,
    consistentRead: true,
  });
}

export function response(ctx: FieldContext<QueryLogsArgs, Items<LogChunk>>) {
  failOnError(ctx.error);
  const chunks = ctx.result.items;
  const last = chunks[chunks.length - 1];
  return { chunks, nextSeq: ctx.result.nextToken && last ? last.firstSeq + last.count : null };
}
