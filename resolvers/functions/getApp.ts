/** Reads the app that the name leads to. A name that is only reserved leads nowhere yet. */
import { type Context } from '@aws-appsync/utils';
import { get } from '@aws-appsync/utils/dynamodb';
import { appKey } from '../../core/table';
import { failOnError } from '../shared/errors';

export function request(ctx: Context) {
  return get({ key: appKey(ctx.prev.result.appId) });
}

export function response(ctx: Context) {
  failOnError(ctx.error);
  return ctx.result;
}
