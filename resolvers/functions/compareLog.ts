/** Compares chunks with stored ones that they meet: the same again is left out, anything else is refused. */
import { runtime } from '@aws-appsync/utils';
import { query } from '@aws-appsync/utils/dynamodb';
import type { LogChunkInput } from '../../generated/schema';
import type { LogChunk } from '../../core/records';
import { endOf, overlaps, rangeOf } from '../../core/log-ranges';
import { logChunkKey, seqKey } from '../../core/table';
import type { Items } from '../shared/context';
import { fail, failOnError } from '../shared/errors';
import type { LogContext, LogWrite } from '../shared/log';

export function request(ctx: LogContext<Items<LogChunk>>) {
  const { deploymentId, chunks } = ctx.args;
  const { stored } = ctx.prev.result;
  if (!chunks.some((chunk) => overlaps(stored, rangeOf(chunk))))
    runtime.earlyReturn(ctx.prev.result, { skipTo: 'NEXT' });
  const last = endOf(chunks.map((chunk) => rangeOf(chunk))) - 1;
  // If more stored chunks meet these than there are of them, one among so many is another than any of these.
  return query({
    query: { pk: { eq: logChunkKey(deploymentId, 0).pk }, sk: { le: seqKey(last) } },
    scanIndexForward: false,
    limit: chunks.length + 1,
    consistentRead: true,
  });
}

export function response(ctx: LogContext<Items<LogChunk>>): LogWrite {
  failOnError(ctx.error);
  const { deploymentId, chunks } = ctx.args;
  const { items } = ctx.result;
  const other = items.find((stored) =>
    chunks.some((chunk) => overlaps([rangeOf(stored)], rangeOf(chunk)) && !isSame(stored, chunk)),
  );
  if (other) {
    const { from, to } = rangeOf(other);
    fail('log.conflict', { id: deploymentId, from: `${from}`, to: `${to}` });
  }
  const missing = chunks.filter((chunk) => !items.some(({ firstSeq }) => firstSeq === chunk.firstSeq));
  return { ...ctx.prev.result, missing };
}

function isSame(stored: LogChunk, chunk: LogChunkInput): boolean {
  return (
    stored.firstSeq === chunk.firstSeq &&
    stored.count === chunk.count &&
    stored.step === chunk.step &&
    stored.time === chunk.time &&
    stored.text === chunk.text &&
    stored.continues === chunk.continues &&
    stored.stderr.join() === chunk.stderr.join()
  );
}
