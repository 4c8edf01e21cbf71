import { type Context } from '@aws-appsync/utils';
import { get } from '@aws-appsync/utils/dynamodb';
import { deploymentKey } from '../core/table';
import { failOnError } from './shared/errors';
import { demand } from './shared/identity';

export function request(ctx: Context) {
  demand(ctx.identity, 'read');
  return get({ key: deploymentKey(ctx.args.id) });
}

export function response(ctx: Context) {
  failOnError(ctx.error);
  return ctx.result;
}
