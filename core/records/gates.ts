/** What stands between a request and an environment: approval, lock, freeze. */

/** What an environment asks for before a deployment may enter it. */
export interface ApprovalRule {
  /** How many people must approve; at least 1. */
  required: number;
  /** Only people with one of these roles may; empty: everyone with the permission. */
  roles: string[];
  /** True when who asked for the deployment may not decide on it. */
  notByAuthor: boolean;
  /** How long a request waits. */
  expiresAfterSeconds: number;
}

/** What one person decided. */
export interface ApprovalDecision {
  by: string;
  byId: string;
  approved: boolean;
  reason: string | null;
  at: string;
}

/** The approval of one deployment: the rule as it was when it was asked for, and what was decided. */
export interface Approval extends ApprovalRule {
  decisions: ApprovalDecision[];
}

/** Keeps deployments out of an environment for a while; see `core/hold.ts`. */
export interface Hold {
  /** A lock stops everything, a freeze lets rollbacks through. */
  kind: 'LOCK' | 'FREEZE';
  reason: string;
  by: string;
  startsAt: string;
  /** Null: until someone lifts it. */
  endsAt: string | null;
}
