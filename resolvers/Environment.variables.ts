import type { VariableRecord } from '../core/records';
import type { FieldContext, Items, Parent } from './shared/context';
import { query } from '@aws-appsync/utils/dynamodb';
import { variableKey } from '../core/table';
import { failOnError } from './shared/errors';
import { demand } from './shared/identity';

export function request(ctx: FieldContext<unknown, Items<VariableRecord>, undefined, Parent>) {
  demand(ctx.identity, 'read');
  const { pk, sk } = variableKey(ctx.source?.id ?? '', '');
  return query({ query: { pk: { eq: pk }, sk: { beginsWith: sk } } });
}

export function response(ctx: FieldContext<unknown, Items<VariableRecord>, undefined, Parent>) {
  failOnError(ctx.error);
  return ctx.result.items;
}
