/**
 * Who may do what. Permissions are data: an identity carries them as one comma-separated text (AppSync's resolver context is
 * flat), and every field asks for one. Resolvers import this file, so it stays inside what APPSYNC_JS can run.
 */

/** Everything that can be allowed. `configure` covers apps, environments, settings and variables. */
const permissions = [
  'read',
  'deploy',
  'promote',
  'rollback',
  'teardown',
  'cancel',
  'approve',
  'configure',
] as const;

/** One of them. */
export type Permission = (typeof permissions)[number];

/** What a sentence says of each. */
export const actions: Record<Permission, string> = {
  read: 'read this',
  deploy: 'deploy',
  promote: 'promote',
  rollback: 'roll back',
  teardown: 'tear down',
  cancel: 'cancel deployments',
  approve: 'approve deployments',
  configure: 'change apps, environments and variables',
};

/** Every permission, as an identity carries them: what the owner holds. */
export const OWNER_PERMISSIONS = permissions.join(',');

/** The role of who set up this installation. */
export const OWNER = 'owner';

/** True when `held` (comma-separated) contains the permission. */
export const holds = (held: string, permission: Permission): boolean =>
  held.split(',').indexOf(permission) >= 0;
