import { type Context } from '@aws-appsync/utils';
import { query } from '@aws-appsync/utils/dynamodb';
import { variableKey } from '../core/table';
import { failOnError } from './shared/errors';
import { demand } from './shared/identity';

export function request(ctx: Context) {
  demand(ctx.identity, 'read');
  const { pk, sk } = variableKey(ctx.source.id, '');
  return query({ query: { pk: { eq: pk }, sk: { beginsWith: sk } } });
}

export function response(ctx: Context) {
  failOnError(ctx.error);
  return ctx.result.items;
}
