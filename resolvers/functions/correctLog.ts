/**
 * Lines that come after the end of their deployment: those that were noted as missing are missing no more, and the log of a builder
 * that was lost may turn out longer than it was thought to be.
 */
import { runtime, util } from '@aws-appsync/utils';
import type { LineRange } from '../../core/records';
import { endOf, missingFrom } from '../../core/log-ranges';
import { deploymentKey } from '../../core/table';
import { failOnError } from '../shared/errors';
import type { LogContext } from '../shared/log';

export function request(ctx: LogContext<unknown>) {
  const { deployment, stored, revision } = ctx.prev.result;
  const before = deployment.logLines;
  if (before === null) runtime.earlyReturn(ctx.prev.result, { skipTo: 'NEXT' });
  const lines = Math.max(endOf(stored), before ?? 0);
  const missing = missingFrom(stored, lines);
  if (lines === before && textOf(missing) === textOf(deployment.logMissing ?? []))
    runtime.earlyReturn(ctx.prev.result, { skipTo: 'NEXT' });
  return {
    operation: 'UpdateItem',
    key: util.dynamodb.toMapValues(deploymentKey(ctx.args.deploymentId)),
    update: {
      expression: 'SET #missing = :missing, #lines = :lines, #revision = :revision',
      expressionNames: { '#missing': 'logMissing', '#lines': 'logLines', '#revision': 'logRevision' },
      expressionValues: util.dynamodb.toMapValues({
        ':missing': missing,
        ':lines': lines,
        ':revision': revision,
      }),
    },
    condition: { expression: '#revision < :revision' },
  };
}

export function response(ctx: LogContext<unknown>) {
  // Somebody who knew of more lines was quicker.
  if (ctx.error && ctx.error.type === 'DynamoDB:ConditionalCheckFailedException') return ctx.prev.result;
  failOnError(ctx.error);
  return ctx.prev.result;
}

function textOf(ranges: LineRange[]): string {
  return ranges.map(({ from, to }) => `${from}-${to}`).join();
}
