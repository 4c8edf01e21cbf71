/** Reads the app that gets an environment, and those it has: one partition. */
import { type Context } from '@aws-appsync/utils';
import { query } from '@aws-appsync/utils/dynamodb';
import { appKey } from '../../core/table';
import { fail, failOnError } from '../shared/errors';

export function request(ctx: Context) {
  const { pk } = appKey(ctx.args.input.appId);
  return query({ query: { pk: { eq: pk } }, consistentRead: true });
}

export function response(ctx: Context) {
  failOnError(ctx.error);
  const items: { sk: string; position?: number }[] = ctx.result.items;
  if (!items.some((item) => item.sk === 'APP')) fail('app.not_found', { id: ctx.args.input.appId });
  return items.filter((item) => item.sk !== 'APP');
}
