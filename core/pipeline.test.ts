import { describe, expect, test } from 'vitest';
import {
  allowedActions,
  inPipelineOrder,
  promotionSource,
  teardownTarget,
  type PipelineDeployment,
  type PipelineEnvironment,
} from './pipeline';

const done = (id: string) => ({ id, kind: 'DEPLOY' as const, status: 'SUCCEEDED' as const });

const environment = (name: string, position: number, more: Partial<PipelineEnvironment> = {}) => ({
  id: `env_${name}`,
  name,
  position,
  protected: name === 'production',
  ...more,
});

const development = environment('development', 0);
const staging = environment('staging', 1);
const production = environment('production', 2);

const now = '2026-11-23T12:00:00.000Z';

const codes = (all: PipelineEnvironment[], one: PipelineEnvironment) =>
  Object.fromEntries(
    Object.entries(allowedActions(all, one, { now })).map(([action, verdict]) => [
      action,
      verdict.allowed || verdict.code,
    ]),
  );

describe('what may be done', () => {
  test('an empty pipeline allows a deployment where nothing is protected, and nothing else', () => {
    const all = [development, staging, production];
    expect(codes(all, development)).toEqual({
      deploy: true,
      promote: 'promote.no_source',
      rollback: 'rollback.nothing_before',
      teardown: 'teardown.nothing_live',
      cancel: 'deployment.nothing_runs',
      approve: 'approval.nothing_waits',
    });
    expect(codes(all, production)).toMatchObject({
      deploy: 'environment.protected',
      promote: 'promote.nothing_live',
    });
  });

  test('production takes what is live in the environment before it, never what is live further away', () => {
    const live = { ...development, live: done('one') };
    expect(codes([live, staging, production], staging).promote).toBe(true);
    expect(codes([live, staging, production], production).promote).toBe('promote.nothing_live');
  });

  test('a reason is a whole sentence with the names filled in', () => {
    const { promote } = allowedActions([development, staging], staging, { now });
    expect(promote).toMatchObject({ reason: 'development has nothing to promote.' });
  });

  test('what runs can be cancelled, and torn down after it', () => {
    const busy = { ...development, active: { ...done('one'), status: 'RUNNING' as const } };
    expect(codes([busy], busy)).toMatchObject({ cancel: true, teardown: true });
  });

  test('what only waits can be cancelled, but leaves nothing to tear down', () => {
    const waiting = { ...development, queued: { ...done('one'), status: 'QUEUED' as const } };
    expect(codes([waiting], waiting)).toMatchObject({ cancel: true, teardown: 'teardown.nothing_live' });
  });
});

describe('a hold', () => {
  const hold = { kind: 'LOCK' as const, reason: 'release week', by: 'ann', startsAt: now, endsAt: null };
  const all = (more: Partial<PipelineEnvironment>) => {
    const target = { ...staging, live: done('b'), previous: done('a'), ...more };
    return codes([{ ...development, live: done('c') }, target], target);
  };

  test('a lock refuses everything that a person may ask for, but not a cancel', () => {
    const held = 'environment.held';
    expect(all({ hold, active: { ...done('x'), status: 'RUNNING' } })).toMatchObject({
      deploy: held,
      promote: held,
      rollback: held,
      teardown: held,
      cancel: true,
    });
  });

  test('a freeze lets rollbacks through', () => {
    expect(all({ hold: { ...hold, kind: 'FREEZE' } })).toMatchObject({
      deploy: 'environment.held',
      promote: 'environment.held',
      rollback: true,
    });
  });

  test.each([
    ['before its beginning', { startsAt: '2026-11-23T12:00:00.001Z' }],
    ['from its end on', { endsAt: now }],
  ])('refuses nothing %s', (_when, more) => {
    expect(all({ hold: { ...hold, ...more } })).toMatchObject({
      deploy: true,
      promote: true,
      rollback: true,
    });
  });

  test('lets people ask for what must be approved first, and nothing else', () => {
    const approval = { required: 1, roles: [], notByAuthor: true, expiresAfterSeconds: 60 };
    expect(all({ hold, approval })).toMatchObject({
      deploy: true,
      promote: true,
      teardown: true,
      rollback: 'environment.held',
    });
  });

  test('is told in the words that the caller has for it', () => {
    const held = { ...development, hold };
    const say = (describe?: () => string) =>
      allowedActions([held], held, { now, ...(describe && { describe }) }).deploy;
    expect(say()).toMatchObject({
      reason: 'development is locked by ann until someone lifts it: release week.',
    });
    expect(say(() => 'locked')).toMatchObject({ reason: 'development is locked.' });
  });
});

describe('what awaits approval', () => {
  const awaiting = { ...done('one'), status: 'WAITING_APPROVAL' as const };

  test('can be decided on and cancelled', () => {
    const asked = { ...development, awaiting };
    expect(codes([asked], asked)).toMatchObject({ approve: true, cancel: true });
  });

  test('needs no further decision once enough people have approved', () => {
    const approved = { ...development, awaiting: { ...awaiting, approved: true } };
    expect(codes([approved], approved).approve).toBe('approval.nothing_waits');
  });
});

describe('order', () => {
  test('is by position; of two with the same one the newer stands first', () => {
    const inserted = { ...environment('preview', 1), id: 'env_z' };
    expect(inPipelineOrder([production, staging, development, inserted]).map(({ name }) => name)).toEqual([
      'development',
      'preview',
      'staging',
      'production',
    ]);
    expect(promotionSource([production, staging, development], production.id)?.name).toBe('staging');
    expect(promotionSource([production, staging, development], development.id)).toBeUndefined();
  });
});

describe('a teardown', () => {
  test.each([
    ['what is live', { live: done('live'), latest: done('other') }, 'live'],
    [
      'what a failed first attempt may have left',
      { latest: { ...done('x'), status: 'FAILED' as const } },
      'x',
    ],
    ['nothing after a teardown', { latest: { ...done('x'), kind: 'TEARDOWN' as const } }, undefined],
    ['nothing before the first', {}, undefined],
  ])('removes %s', (_what, given, id) => {
    expect(teardownTarget<PipelineDeployment>(given)?.id).toBe(id);
  });
});
