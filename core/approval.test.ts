import { describe, expect, test } from 'vitest';
import { isApproved, mayDecide, newApproval, ruleFor } from './approval';
import type { ApprovalDecision, ApprovalRule } from './records';

const rule: ApprovalRule = {
  required: 2,
  roles: ['owner', 'release'],
  notByAuthor: true,
  expiresAfterSeconds: 60,
};
const decision = (byId: string, approved = true): ApprovalDecision => ({
  by: byId,
  byId,
  approved,
  reason: null,
  at: '',
});
const deployment = {
  status: 'WAITING_APPROVAL' as const,
  startedBy: 'ann',
  startedById: 'mem_ann',
  approval: newApproval(rule),
};
const bob = { id: 'mem_bob', name: 'bob', roles: ['release'] };

describe('an approval', () => {
  test('is complete with as many yeses as the rule asks for, and never with a no', () => {
    expect(isApproved({ ...rule, decisions: [decision('a')] })).toBe(false);
    expect(isApproved({ ...rule, decisions: [decision('a'), decision('b')] })).toBe(true);
    expect(isApproved({ ...rule, decisions: [decision('a'), decision('b'), decision('c', false)] })).toBe(
      false,
    );
  });

  test('is asked for by every kind but a rollback', () => {
    expect(ruleFor(rule, 'DEPLOY')).toBe(rule);
    expect(ruleFor(rule, 'TEARDOWN')).toBe(rule);
    expect(ruleFor(rule, 'ROLLBACK')).toBeNull();
    expect(ruleFor(null, 'DEPLOY')).toBeNull();
  });
});

describe('who may decide', () => {
  test('someone else with one of the roles may', () => {
    expect(mayDecide(deployment, bob)).toEqual({ allowed: true });
  });

  test.each([
    ['who asked for it', deployment, { ...bob, id: 'mem_ann' }, 'approval.own_request'],
    [
      'the author of the push',
      { ...deployment, startedById: null, startedBy: 'bob' },
      bob,
      'approval.own_request',
    ],
    ['someone without the role', deployment, { ...bob, roles: ['viewer'] }, 'approval.wrong_role'],
    [
      'anyone, once it waits no more',
      { ...deployment, status: 'RUNNING' as const },
      bob,
      'approval.not_waiting',
    ],
    ['anyone, when it asks for no approval', { ...deployment, approval: null }, bob, 'approval.not_waiting'],
  ])('%s may not', (_who, what, who, code) => {
    expect(mayDecide(what, who)).toMatchObject({ allowed: false, code });
  });

  test('who asked may too where the rule allows it, and everyone may where it names no role', () => {
    const open = { ...deployment, approval: newApproval({ ...rule, notByAuthor: false, roles: [] }) };
    expect(mayDecide(open, { id: 'mem_ann', name: 'ann', roles: [] })).toEqual({ allowed: true });
  });
});
