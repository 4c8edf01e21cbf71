import type { FieldContext } from './shared/context';
import { demand } from './shared/identity';

export function request(ctx: FieldContext<unknown, unknown, Record<string, unknown>>) {
  demand(ctx.identity, 'configure');
  return {};
}

export function response(ctx: FieldContext<unknown, unknown, Record<string, unknown>>) {
  return ctx.prev.result;
}
