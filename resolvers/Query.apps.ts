import type { QueryAppsArgs } from '../generated/schema';
import type { AppRecord } from '../core/records';
import type { FieldContext, Items } from './shared/context';
import { query } from '@aws-appsync/utils/dynamodb';
import { APPS, GSI1 } from '../core/table';
import { failOnError } from './shared/errors';
import { demand } from './shared/identity';
import { connection, readLimit, startAfter } from './shared/pages';

const BY_DEFAULT = 50;

export function request(ctx: FieldContext<QueryAppsArgs, Items<AppRecord>>) {
  demand(ctx.identity, 'read');
  const after = startAfter(ctx.args);
  return query({
    index: GSI1,
    query: after ? { gsi1pk: { eq: APPS }, gsi1sk: { gt: after } } : { gsi1pk: { eq: APPS } },
    limit: readLimit(ctx.args, BY_DEFAULT),
  });
}

export function response(ctx: FieldContext<QueryAppsArgs, Items<AppRecord>>) {
  failOnError(ctx.error);
  return connection(ctx.result.items, ctx.args, BY_DEFAULT, 'name');
}
