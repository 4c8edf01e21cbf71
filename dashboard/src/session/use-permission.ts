import { TrellisError } from '../../../core/errors';
import { actions, type Permission } from '../../../core/permissions';
import { useSession } from './use-session';

/** Why the person at this page may not do something, in the catalogue's words; undefined when they may. The API decides. */
export const useRefusal = (permission: Permission): string | undefined => {
  const { state } = useSession();
  if (state.status !== 'signed-in' || state.viewer.permissions.includes(permission)) return undefined;
  const { name: who } = state.viewer;
  return new TrellisError('auth.forbidden', { who, action: actions[permission], permission }).message;
};
