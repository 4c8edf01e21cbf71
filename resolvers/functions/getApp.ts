/** Reads the app that the name leads to. A name that is only reserved leads nowhere yet. */
import type { FieldContext } from '../shared/context';
import { get } from '@aws-appsync/utils/dynamodb';
import { appKey } from '../../core/table';
import { failOnError } from '../shared/errors';

export function request(ctx: FieldContext<unknown, unknown, { appId: string }>) {
  return get({ key: appKey(ctx.prev.result.appId) });
}

export function response(ctx: FieldContext<unknown, unknown, { appId: string }>) {
  failOnError(ctx.error);
  return ctx.result;
}
