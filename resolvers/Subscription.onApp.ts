import type { FieldContext } from './shared/context';
import { demand } from './shared/identity';

export function request(ctx: FieldContext) {
  demand(ctx.identity, 'read');
  return {};
}

export function response() {
  return null;
}
