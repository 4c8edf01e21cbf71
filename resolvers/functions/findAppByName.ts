/** Finds the app that holds a name. */
import { runtime, type Context } from '@aws-appsync/utils';
import { get } from '@aws-appsync/utils/dynamodb';
import { appNameKey } from '../../core/table';
import { failOnError } from '../shared/errors';

export function request(ctx: Context) {
  return get({ key: appNameKey(ctx.args.name) });
}

export function response(ctx: Context) {
  failOnError(ctx.error);
  if (!ctx.result) runtime.earlyReturn(null, { skipTo: 'END' });
  return ctx.result;
}
