/** The rule for approvals, as people give it. */
import { util } from '@aws-appsync/utils';
import type { ApprovalRuleInput } from '../../generated/schema';
import { ENVIRONMENT_NAME } from '../../core/patterns';
import type { ApprovalRule } from '../../core/records';
import { fail } from './errors';

const MAX_REQUIRED = 10;
const MAX_ROLES = 10;
const LEAST_SECONDS = 60;
const MOST_SECONDS = 2592000;
const USUAL_SECONDS = 259200;

/** The rule after a change: what is absent stays, nobody required takes it away. */
export function approvalAfter(
  input: ApprovalRuleInput | null | undefined,
  before: ApprovalRule | null,
): ApprovalRule | null {
  if (!input) return before;
  const { required } = input;
  if (required < 0 || required > MAX_REQUIRED)
    fail('input.invalid', { field: 'approval.required', problem: 'must be from 0 to 10' });
  if (required === 0) return null;
  const roles: string[] = input.roles ?? [];
  if (roles.length > MAX_ROLES || roles.some((role) => !util.matches(ENVIRONMENT_NAME, role)))
    fail('input.invalid', {
      field: 'approval.roles',
      problem: 'must be at most 10 names of lower-case letters, digits and hyphens',
    });
  const expiresAfterSeconds: number = input.expiresAfterSeconds ?? USUAL_SECONDS;
  if (expiresAfterSeconds < LEAST_SECONDS || expiresAfterSeconds > MOST_SECONDS)
    fail('input.invalid', {
      field: 'approval.expiresAfterSeconds',
      problem: 'must be a whole number of seconds from 60 to 2,592,000',
    });
  return { required, roles, notByAuthor: input.notByAuthor ?? true, expiresAfterSeconds };
}
