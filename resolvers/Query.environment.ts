import type { QueryEnvironmentArgs } from '../generated/schema';
import type { EnvironmentRecord } from '../core/records';
import type { FieldContext, Items } from './shared/context';
import { query } from '@aws-appsync/utils/dynamodb';
import { environmentIndex, GSI1 } from '../core/table';
import { failOnError } from './shared/errors';
import { checkLength } from './shared/ids';
import { demand } from './shared/identity';

export function request(ctx: FieldContext<QueryEnvironmentArgs, Items<EnvironmentRecord>>) {
  demand(ctx.identity, 'read');
  checkLength('id', ctx.args.id);
  const { gsi1pk } = environmentIndex(ctx.args.id);
  return query({ index: GSI1, query: { gsi1pk: { eq: gsi1pk } }, limit: 1 });
}

export function response(ctx: FieldContext<QueryEnvironmentArgs, Items<EnvironmentRecord>>) {
  failOnError(ctx.error);
  return ctx.result.items[0] ?? null;
}
