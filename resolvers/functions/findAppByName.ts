/** Finds the app that holds a name. */
import type { QueryAppByNameArgs } from '../../generated/schema';
import type { FieldContext } from '../shared/context';
import { runtime } from '@aws-appsync/utils';
import { get } from '@aws-appsync/utils/dynamodb';
import { appNameKey } from '../../core/table';
import { failOnError } from '../shared/errors';
import { checkLength } from '../shared/ids';

export function request(ctx: FieldContext<QueryAppByNameArgs, { appId: string } | null>) {
  checkLength('name', ctx.args.name);
  return get({ key: appNameKey(ctx.args.name) });
}

export function response(ctx: FieldContext<QueryAppByNameArgs, { appId: string } | null>) {
  failOnError(ctx.error);
  if (!ctx.result) runtime.earlyReturn(null, { skipTo: 'END' });
  return ctx.result;
}
