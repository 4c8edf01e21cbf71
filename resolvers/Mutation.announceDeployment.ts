import type { MutationAnnounceDeploymentArgs } from '../generated/schema';
import type { FieldContext } from './shared/context';
import { get } from '@aws-appsync/utils/dynamodb';
import { deploymentKey } from '../core/table';
import { failOnError } from './shared/errors';
import { demand } from './shared/identity';

export function request(ctx: FieldContext<MutationAnnounceDeploymentArgs>) {
  demand(ctx.identity, 'read');
  return get({ key: deploymentKey(ctx.args.id), consistentRead: true });
}

export function response(ctx: FieldContext<MutationAnnounceDeploymentArgs>) {
  failOnError(ctx.error);
  return ctx.result;
}
