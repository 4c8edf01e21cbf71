import type { AppRecord } from '../core/records';
import type { FieldContext } from './shared/context';
import { pollSecondsOf } from '../core/polling';
import { demand } from './shared/identity';

type Source = Pick<AppRecord, 'pollSeconds'>;

export function request(ctx: FieldContext) {
  demand(ctx.identity, 'read');
  return {};
}

/** Apps that are older than the setting have its default. */
export function response(ctx: FieldContext<unknown, unknown, undefined, Source>) {
  return pollSecondsOf(ctx.source ?? {});
}
