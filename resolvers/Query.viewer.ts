import type { FieldContext } from './shared/context';
import { OWNER_PERMISSIONS } from '../core/permissions';
import { contextOf, nameOf } from './shared/identity';

export function request() {
  return {};
}

export function response(ctx: FieldContext) {
  const context = contextOf(ctx.identity);
  const permissions = context ? (context.permissions ?? '') : OWNER_PERMISSIONS;
  const id = context ? context.id : 'trellis';
  const roles = context ? (context.roles ?? '') : '';
  return {
    id,
    name: nameOf(ctx.identity),
    permissions: permissions.split(','),
    roles: roles.split(',').filter((role) => role !== ''),
  };
}
