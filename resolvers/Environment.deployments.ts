import { type Context } from '@aws-appsync/utils';
import { deploymentIndex } from '../core/table';
import { ofEnvironment, page } from './shared/deployments';

export function request(ctx: Context) {
  return ofEnvironment(ctx, deploymentIndex('', ctx.source.id, '').gsi2pk);
}

export function response(ctx: Context) {
  return page(ctx);
}
