import { type Context } from '@aws-appsync/utils';
import { demand } from './shared/identity';

export function request(ctx: Context) {
  demand(ctx.identity, 'read');
  return {};
}

export function response() {
  return null;
}
