/** An approval in words: how far it is, who may decide, what a person may not and why. Pure. */
import { isApproved, mayDecide, type Approver } from '../../../core/approval';
import { TrellisError } from '../../../core/errors';
import { actions } from '../../../core/permissions';
import type { ApprovalFactsFragment, LiveDeploymentFragment } from '../gql/graphql';

/** Who looks at the page. */
export interface ApprovalViewer extends Approver {
  permissions: readonly string[];
}

/** Why someone cannot decide, and what to do instead. */
export interface Refusal {
  message: string;
  nextStep: string;
}

const refusalOf = ({ message, nextStep }: TrellisError): Refusal => ({ message, nextStep });

/** Why the viewer may neither approve nor reject; undefined when they may. The API decides in the end. */
export const refusalToDecide = (
  deployment: LiveDeploymentFragment,
  viewer: ApprovalViewer,
): Refusal | undefined => {
  if (!viewer.permissions.includes('approve'))
    return refusalOf(
      new TrellisError('auth.forbidden', {
        who: viewer.name,
        action: actions.approve,
        permission: 'approve',
      }),
    );
  const verdict = mayDecide(deployment, viewer);
  return verdict.allowed ? undefined : refusalOf(new TrellisError(verdict.code, verdict.values));
};

/** Why a further yes of the viewer would change nothing; undefined when it would. */
export const refusalToApprove = (approval: ApprovalFactsFragment, viewerId: string): string | undefined => {
  if (approval.decisions.some(({ byId, approved }) => approved && byId === viewerId))
    return 'You have approved it.';
  return isApproved(approval) ? 'Enough people have approved it.' : undefined;
};

/** "owner or release-manager", or who may when no role is asked for. */
export const whoMay = ({ roles }: { roles: readonly string[] }): string =>
  roles.length > 0 ? `People with the role ${roles.join(' or ')}` : 'Everyone with the permission to approve';

/** When a request that was asked for then stops waiting, in milliseconds since 1970. The API counts it; this is as near as a page can be. */
export const expiresAt = (
  createdAt: string,
  { expiresAfterSeconds }: { expiresAfterSeconds: number },
): number => Date.parse(createdAt) + expiresAfterSeconds * 1000;
