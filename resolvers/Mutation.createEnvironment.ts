import type { MutationCreateEnvironmentArgs } from '../generated/schema';
import type { FieldContext } from './shared/context';
import { util } from '@aws-appsync/utils';
import { ENVIRONMENT_NAME, ENVIRONMENT_NAME_PROBLEM } from '../core/patterns';
import { fail } from './shared/errors';
import { demand } from './shared/identity';

export function request(ctx: FieldContext<MutationCreateEnvironmentArgs, unknown, Record<string, unknown>>) {
  demand(ctx.identity, 'configure');
  if (!util.matches(ENVIRONMENT_NAME, ctx.args.input.name))
    fail('input.invalid', { field: 'name', problem: ENVIRONMENT_NAME_PROBLEM });
  return {};
}

export function response(ctx: FieldContext<MutationCreateEnvironmentArgs, unknown, Record<string, unknown>>) {
  return ctx.prev.result;
}
