import type { QueryDeploymentArgs } from '../generated/schema';
import type { FieldContext } from './shared/context';
import { get } from '@aws-appsync/utils/dynamodb';
import { deploymentKey } from '../core/table';
import { failOnError } from './shared/errors';
import { checkLength } from './shared/ids';
import { demand } from './shared/identity';

export function request(ctx: FieldContext<QueryDeploymentArgs>) {
  demand(ctx.identity, 'read');
  checkLength('id', ctx.args.id);
  return get({ key: deploymentKey(ctx.args.id) });
}

export function response(ctx: FieldContext<QueryDeploymentArgs>) {
  failOnError(ctx.error);
  return ctx.result;
}
