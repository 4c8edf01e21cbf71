/** Test support: environments and deployments as admission sees them. */
import type { EnvironmentLock } from '../lock';
import type { DeploymentSummary } from '../records';

/** The time at which the tests of admission decide. */
export const NOW = '2026-06-01T12:00:00.000Z';

let count = 0;

/** A deployment that asks to run. */
export const summary = (more: Partial<DeploymentSummary> = {}): DeploymentSummary => ({
  id: `dep_${(count += 1)}`,
  kind: 'DEPLOY',
  status: 'QUEUED',
  trigger: 'MANUAL',
  commit: { hash: String(count).padStart(40, '0') },
  branch: 'main',
  startedBy: 'ann',
  fence: null,
  fingerprint: null,
  step: null,
  interrupted: false,
  reason: null,
  outputs: [],
  createdAt: '2026-01-01T00:00:00.000Z',
  startedAt: null,
  finishedAt: null,
  ...more,
});

/** A push of a commit. */
export const push = (hash: string): DeploymentSummary => summary({ trigger: 'PUSH', commit: { hash } });

/** An environment in which nothing has happened. */
export const empty: EnvironmentLock = {
  name: 'development',
  fence: 0,
  active: null,
  queued: null,
  awaiting: null,
  live: null,
  previous: null,
  latest: null,
  settling: {},
  interrupted: false,
  approval: null,
  hold: null,
};
