import type { QueryRefusalsArgs } from '../generated/schema';
import type { RefusalCount } from '../core/refusals';
import type { FieldContext, Items } from './shared/context';
import { util } from '@aws-appsync/utils';
import { query } from '@aws-appsync/utils/dynamodb';
import { REFUSALS } from '../core/table';
import { fail, failOnError } from './shared/errors';
import { demand } from './shared/identity';

const MAX_DAYS = 90;
const DAY_MS = 86400000;
/** More than there are codes in so many days. */
const MAX_COUNTS = 5000;

export function request(ctx: FieldContext<QueryRefusalsArgs, Items<RefusalCount>>) {
  demand(ctx.identity, 'configure');
  const days = ctx.args.days ?? 7;
  if (days < 1 || days > MAX_DAYS) fail('input.invalid', { field: 'days', problem: 'must be from 1 to 90' });
  const first = util.time.nowEpochMilliSeconds() - (days - 1) * DAY_MS;
  return query({
    query: { pk: { eq: REFUSALS }, sk: { ge: util.time.epochMilliSecondsToISO8601(first).slice(0, 10) } },
    limit: MAX_COUNTS,
    scanIndexForward: false,
  });
}

export function response(ctx: FieldContext<QueryRefusalsArgs, Items<RefusalCount>>) {
  failOnError(ctx.error);
  return ctx.result.items;
}
