/** Approvals: which deployments must be approved, who may decide, and when enough people have. */
import type { ErrorCode } from './errors';
import type { Approval, ApprovalRule, DeploymentKind, DeploymentStatus } from './records';

/**
 * The rule that a deployment of this kind must meet; null when it needs no approval. A rollback needs none: what it returns to was
 * approved before, and the way back must not wait for people.
 */
export const ruleFor = (rule: ApprovalRule | null | undefined, kind: DeploymentKind): ApprovalRule | null =>
  rule && kind !== 'ROLLBACK' ? rule : null;

/** An approval that nobody has decided on yet. The rule is kept with it, so a later change of the rule does not reach it. */
export const newApproval = (rule: ApprovalRule): Approval => ({ ...rule, decisions: [] });

/** True when enough people have approved and nobody has rejected. */
export const isApproved = ({
  required,
  decisions,
}: {
  required: number;
  decisions: readonly { approved: boolean }[];
}): boolean => decisions.every(({ approved }) => approved) && decisions.length >= required;

/** Who wants to decide. */
export interface Approver {
  id: string;
  name: string;
  roles: readonly string[];
}

/** Whether someone may decide, and if not, why. */
export type ApprovalVerdict =
  { allowed: true } | { allowed: false; code: ErrorCode; values: Record<string, string> };

/** What the rules need to know of a deployment; records and the dashboard's fragments both have this shape. */
export interface Decidable {
  status: DeploymentStatus;
  startedBy: string;
  /** Null for a push. */
  startedById?: string | null;
  approval?: ApprovalRule | null;
}

const isAuthor = ({ startedById, startedBy }: Decidable, approver: Approver): boolean =>
  startedById ? startedById === approver.id : startedBy === approver.name;

/** Decides whether someone may approve or reject a deployment. */
export const mayDecide = (deployment: Decidable, approver: Approver): ApprovalVerdict => {
  const { approval, status } = deployment;
  if (status !== 'WAITING_APPROVAL' || !approval)
    return { allowed: false, code: 'approval.not_waiting', values: { status } };
  if (approval.notByAuthor && isAuthor(deployment, approver))
    return { allowed: false, code: 'approval.own_request', values: { who: approver.name } };
  const { roles } = approval;
  if (roles.length > 0 && !roles.some((role) => approver.roles.includes(role)))
    return {
      allowed: false,
      code: 'approval.wrong_role',
      values: { who: approver.name, roles: roles.join(' or ') },
    };
  return { allowed: true };
};
