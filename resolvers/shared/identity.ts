/** Who asks, and whether they may. */
import { type Identity } from '@aws-appsync/utils';
import { actions, holds, type Permission } from '../../core/permissions';
import { fail } from './errors';

/** How someone who asks is shown to others. */
export function nameOf(identity: Identity): string {
  const context = contextOf(identity);
  return context ? (context.name ?? '') : 'Trellis';
}

/** Ends the request unless the caller holds the permission. Trellis itself, which comes with IAM, holds all. */
export function demand(identity: Identity, permission: Permission): void {
  const context = contextOf(identity);
  if (context) {
    if (!holds(context.permissions ?? '', permission))
      fail('auth.forbidden', { who: context.name ?? 'This caller', action: actions[permission], permission });
  } else if (!isInternal(identity)) {
    fail('auth.forbidden', { who: 'This caller', action: actions[permission], permission });
  }
}

/** What the authorizer said of a caller with a token; undefined for others. */
export function contextOf(identity: Identity): Record<string, string> | undefined {
  return identity && Object.hasOwn(identity, 'resolverContext')
    ? (identity as { resolverContext: Record<string, string> }).resolverContext
    : undefined;
}

function isInternal(identity: Identity): boolean {
  return identity ? Object.hasOwn(identity, 'userArn') : false;
}
