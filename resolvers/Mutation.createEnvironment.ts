import { util, type Context } from '@aws-appsync/utils';
import { ENVIRONMENT_NAME, ENVIRONMENT_NAME_PROBLEM } from '../core/patterns';
import { fail } from './shared/errors';
import { demand } from './shared/identity';

export function request(ctx: Context) {
  demand(ctx.identity, 'configure');
  if (!util.matches(ENVIRONMENT_NAME, ctx.args.input.name))
    fail('input.invalid', { field: 'name', problem: ENVIRONMENT_NAME_PROBLEM });
  return {};
}

export function response(ctx: Context) {
  return ctx.prev.result;
}
