import type { AppDeploymentsArgs } from '../generated/schema';
import type { DeploymentRecord } from '../core/records';
import type { FieldContext, Items, Parent } from './shared/context';
import { deploymentIndex } from '../core/table';
import { ofApp, page } from './shared/deployments';

export function request(ctx: FieldContext<AppDeploymentsArgs, Items<DeploymentRecord>, undefined, Parent>) {
  return ofApp(ctx, deploymentIndex(ctx.source?.id ?? '', '', '').gsi1pk);
}

export function response(ctx: FieldContext<AppDeploymentsArgs, Items<DeploymentRecord>, undefined, Parent>) {
  return page(ctx);
}
