import { describe, expect, it } from 'vitest';
import { summary } from '../testing/fixtures';
import { emptyHint, environmentState } from './environment-state';

const live = summary({ id: 'dep_live' });

describe('what an environment says first', () => {
  it('is what runs, and what is live beside it', () => {
    const active = summary({ id: 'dep_2', status: 'RUNNING' });
    const state = environmentState({ active, live, latest: active });
    expect(state).toMatchObject({ look: { word: 'Deploying', tone: 'run' }, running: true, stillLive: live });
  });

  it('is the push that a lock keeps waiting, by what it waits for', () => {
    const queued = summary({ id: 'dep_2', status: 'QUEUED' });
    expect(environmentState({ queued, live }, 'lock').look.word).toBe('Waits for the lock to end');
    expect(environmentState({ queued, live }).look.word).toBe('Queued');
    const active = summary({ id: 'dep_3', status: 'RUNNING' });
    expect(environmentState({ active, queued, live }, 'lock').look.word).toBe('Deploying');
  });

  it('is a failure until the next run, with what is still live', () => {
    const latest = summary({ id: 'dep_2', status: 'FAILED', step: 'TEST' });
    const state = environmentState({ live, latest });
    expect(state).toMatchObject({
      look: { word: 'Failed in test', tone: 'fail' },
      about: latest,
      stillLive: live,
    });
  });

  it('is what is live when the last run was cancelled or superseded', () => {
    for (const status of ['CANCELLED', 'SUPERSEDED', 'SKIPPED'] as const) {
      const state = environmentState({ live, latest: summary({ id: 'dep_2', status }) });
      expect(state).toMatchObject({ look: { word: 'Deployed' }, about: live });
    }
  });

  it('tells a rollback from a deployment', () => {
    expect(environmentState({ live: summary({ kind: 'ROLLBACK' }) }).look.word).toBe('Rolled back');
  });

  it('is torn down after a teardown', () => {
    const latest = summary({ kind: 'TEARDOWN' });
    expect(environmentState({ latest }).look).toMatchObject({ word: 'Torn down', tone: 'idle' });
  });

  it('is nothing before the first deployment, with the way to fill it', () => {
    expect(environmentState({}).look.word).toBe('Nothing yet');
    expect(emptyHint({ branch: 'main', automatic: true, protected: false }, undefined)).toContain(
      'push to main',
    );
    expect(emptyHint({ branch: null, automatic: false, protected: true }, 'staging')).toContain(
      'Promote staging',
    );
  });
});
