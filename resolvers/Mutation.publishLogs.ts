/**
 * Keeps log chunks. Those that come in order cost one read, one batch and one small write; what overlaps stored lines is compared
 * with them first. Whatever fails in the middle is mended by sending the same chunks again.
 */
import type { MutationPublishLogsArgs } from '../generated/schema';
import type { FieldContext } from './shared/context';
import type { LogContext } from './shared/log';
import { fail } from './shared/errors';
import { checkLength } from './shared/ids';

const MAX_CHUNKS = 12;
/** Below AppSync's 240 KB for a message of a subscription. */
const MAX_TEXT = 200000;
/** A builder's record, and so its lines, is not longer (`maxRecordBytes`). */
const MAX_CHUNK_TEXT = 16000;
/** The API's integers end here. */
const MAX_SEQ = 2147483647;

export function request(ctx: FieldContext<MutationPublishLogsArgs>) {
  const { deploymentId, taskId, chunks } = ctx.args;
  checkLength('deploymentId', deploymentId);
  checkLength('taskId', taskId);
  if (taskId === '') fail('input.invalid', { field: 'taskId', problem: 'must name the task' });
  if (chunks.length < 1 || chunks.length > MAX_CHUNKS)
    fail('input.invalid', { field: 'chunks', problem: 'must be from 1 to 12' });
  let length = 0;
  let next = 0;
  for (const { firstSeq, count, text, stderr } of chunks) {
    length = length + text.length;
    if (firstSeq < 0 || count < 1 || firstSeq + count > MAX_SEQ)
      fail('input.invalid', { field: 'chunks', problem: 'must hold at least one line, numbered from 0' });
    if (text.length > MAX_CHUNK_TEXT)
      fail('input.too_large', { field: 'chunks.text', limit: '16,000 characters' });
    if (text.split('\n').length !== count || stderr.length > count)
      fail('input.invalid', { field: 'chunks', problem: 'must hold as many lines as they count' });
    if (firstSeq < next) fail('log.not_in_order', { line: `${firstSeq}` });
    next = firstSeq + count;
  }
  if (length > MAX_TEXT) fail('input.too_large', { field: 'chunks', limit: '200,000 characters' });
  return {};
}

export function response(ctx: LogContext<unknown>) {
  const { deploymentId, chunks } = ctx.args;
  return { deploymentId, chunks: chunks.map((chunk) => ({ ...chunk, deploymentId })) };
}
