import type { EnvironmentRecord } from '../core/records';
import type { FieldContext } from './shared/context';
import { targetView } from '../core/target-view';
import { demand } from './shared/identity';

type Source = Pick<EnvironmentRecord, 'id' | 'externalId' | 'target'>;

export function request(ctx: FieldContext) {
  demand(ctx.identity, 'read');
  return {};
}

export function response(ctx: FieldContext<unknown, unknown, undefined, Source>) {
  return ctx.source ? targetView(ctx.source) : null;
}
