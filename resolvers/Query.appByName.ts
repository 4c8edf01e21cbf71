import type { AppRecord } from '../core/records';
import type { FieldContext } from './shared/context';
import { demand } from './shared/identity';

export function request(ctx: FieldContext<unknown, unknown, AppRecord | undefined>) {
  demand(ctx.identity, 'read');
  return {};
}

export function response(ctx: FieldContext<unknown, unknown, AppRecord | undefined>) {
  return ctx.prev.result;
}
