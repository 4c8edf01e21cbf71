/** Reads the app that gets an environment, and those it has: one partition. */
import type { MutationCreateEnvironmentArgs } from '../../generated/schema';
import type { FieldContext, Items } from '../shared/context';
import { query } from '@aws-appsync/utils/dynamodb';
import { appKey } from '../../core/table';
import { fail, failOnError } from '../shared/errors';
import { checkLength } from '../shared/ids';

export function request(ctx: FieldContext<MutationCreateEnvironmentArgs, Items<{ sk: string }>>) {
  checkLength('appId', ctx.args.input.appId);
  const { pk } = appKey(ctx.args.input.appId);
  return query({ query: { pk: { eq: pk } }, consistentRead: true });
}

export function response(ctx: FieldContext<MutationCreateEnvironmentArgs, Items<{ sk: string }>>) {
  failOnError(ctx.error);
  const { items } = ctx.result;
  if (!items.some((item) => item.sk === 'APP')) fail('app.not_found', { id: ctx.args.input.appId });
  return { environments: items.filter((item) => item.sk !== 'APP') };
}
