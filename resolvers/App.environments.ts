import type { EnvironmentRecord } from '../core/records';
import type { FieldContext, Items, Parent } from './shared/context';
import { query } from '@aws-appsync/utils/dynamodb';
import { environmentKey } from '../core/table';
import { failOnError } from './shared/errors';
import { demand } from './shared/identity';
import { inOrder } from './shared/environments';

export function request(ctx: FieldContext<unknown, Items<EnvironmentRecord>, undefined, Parent>) {
  demand(ctx.identity, 'read');
  const { pk, sk } = environmentKey(ctx.source?.id ?? '', '');
  return query({ query: { pk: { eq: pk }, sk: { beginsWith: sk } } });
}

export function response(ctx: FieldContext<unknown, Items<EnvironmentRecord>, undefined, Parent>) {
  failOnError(ctx.error);
  return inOrder(ctx.result.items);
}
