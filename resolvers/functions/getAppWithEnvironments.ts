/** Reads the app that gets an environment, and those it has: one partition. */
import type { MutationCreateEnvironmentArgs } from '../../generated/schema';
import type { FieldContext, Items } from '../shared/context';
import { query } from '@aws-appsync/utils/dynamodb';
import { appKey } from '../../core/table';
import { brief, fail, failOnError } from '../shared/errors';

export function request(ctx: FieldContext<MutationCreateEnvironmentArgs, Items<{ sk: string }>>) {
  const { pk } = appKey(ctx.args.input.appId);
  return query({ query: { pk: { eq: pk } }, consistentRead: true });
}

export function response(ctx: FieldContext<MutationCreateEnvironmentArgs, Items<{ sk: string }>>) {
  failOnError(ctx.error);
  const { items } = ctx.result;
  if (!items.some((item) => item.sk === 'APP')) fail('app.not_found', { id: brief(ctx.args.input.appId) });
  return { environments: items.filter((item) => item.sk !== 'APP') };
}
