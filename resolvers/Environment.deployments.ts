import type { EnvironmentDeploymentsArgs } from '../generated/schema';
import type { DeploymentRecord } from '../core/records';
import type { FieldContext, Items, Parent } from './shared/context';
import { deploymentIndex } from '../core/table';
import { ofEnvironment, page } from './shared/deployments';

export function request(
  ctx: FieldContext<EnvironmentDeploymentsArgs, Items<DeploymentRecord>, undefined, Parent>,
) {
  return ofEnvironment(ctx, deploymentIndex('', ctx.source?.id ?? '', '').gsi2pk);
}

export function response(
  ctx: FieldContext<EnvironmentDeploymentsArgs, Items<DeploymentRecord>, undefined, Parent>,
) {
  return page(ctx);
}
