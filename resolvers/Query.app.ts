import type { QueryAppArgs } from '../generated/schema';
import type { FieldContext } from './shared/context';
import { get } from '@aws-appsync/utils/dynamodb';
import { appKey } from '../core/table';
import { failOnError } from './shared/errors';
import { checkLength } from './shared/ids';
import { demand } from './shared/identity';

export function request(ctx: FieldContext<QueryAppArgs>) {
  demand(ctx.identity, 'read');
  checkLength('id', ctx.args.id);
  return get({ key: appKey(ctx.args.id) });
}

export function response(ctx: FieldContext<QueryAppArgs>) {
  failOnError(ctx.error);
  return ctx.result;
}
