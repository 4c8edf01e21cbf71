import { type Context } from '@aws-appsync/utils';
import { deploymentIndex } from '../core/table';
import { ofApp, page } from './shared/deployments';

export function request(ctx: Context) {
  return ofApp(ctx, deploymentIndex(ctx.source.id, '', '').gsi1pk);
}

export function response(ctx: Context) {
  return page(ctx);
}
