import type { DeploymentRecord } from '../core/records';
import type { FieldContext } from './shared/context';
import { demand } from './shared/identity';

type Source = Partial<Pick<DeploymentRecord, 'logMissing'>>;

export function request(ctx: FieldContext) {
  demand(ctx.identity, 'read');
  return {};
}

/** Deployments that are older than the field were not looked through. */
export function response(ctx: FieldContext<unknown, unknown, undefined, Source>) {
  return ctx.source?.logMissing ?? [];
}
