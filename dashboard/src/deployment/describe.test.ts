import { describe, expect, it } from 'vitest';
import { approval, decision, deployment } from '../testing/fixtures';
import { lookOfDeployment, neverRan, startedHow, titleOf } from './describe';

const waiting = deployment({ status: 'WAITING_APPROVAL', trigger: 'MANUAL', startedAt: null });

describe('what a deployment is called', () => {
  it('is its commit’s subject, or what was wished for while nobody has read the subject', () => {
    expect(titleOf(deployment())).toBe('Accept gift cards');
    const unread = { hash: 'a'.repeat(40), subject: null, author: null, url: null };
    expect(titleOf(deployment({ commit: unread, kind: 'PROMOTE' }))).toBe('Promote to development');
    expect(titleOf(deployment({ kind: 'TEARDOWN' }))).toBe('Tear development down');
  });
});

describe('how it came about', () => {
  it.each([
    ['pushed by mira', deployment()],
    ['deployed by mira', deployment({ trigger: 'MANUAL' })],
    ['asked for by mira', waiting],
    ['asked for by mira (API)', deployment({ ...waiting, status: 'EXPIRED', trigger: 'API' })],
  ])('is "%s"', (expected, given) => {
    expect(startedHow(given)).toBe(expected);
  });
});

describe('a deployment that waits for approval', () => {
  it('is told from one that has its approvals and waits for its place', () => {
    const of = (decisions: number) =>
      lookOfDeployment({
        ...waiting,
        approval: approval({ required: 2, decisions: Array.from({ length: decisions }, () => decision()) }),
      });
    expect(of(1).word).toBe('Waiting for approval');
    expect(of(2).word).toBe('Approved, waits for its turn');
  });
});

describe('a deployment that never ran', () => {
  it('has ended before a builder had it', () => {
    expect(neverRan(deployment({ status: 'SKIPPED', startedAt: null }))).toBe(true);
    expect(neverRan(deployment({ status: 'CANCELLED' }))).toBe(false);
    expect(neverRan(waiting)).toBe(false);
  });
});
