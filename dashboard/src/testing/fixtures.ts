/** Whole answers of the API for tests; each test changes what it is about. */
import type {
  ApprovalFactsFragment,
  DeploymentSummaryFragment,
  HoldFactsFragment,
  LiveDeploymentFragment,
  LiveEnvironmentFragment,
} from '../gql/graphql';

/** Adds the name of the type, which the cache wants and the generated types leave out. */
export const typed = <T extends object>(typename: string, value: T): T => ({
  __typename: typename,
  ...value,
});

export const summary = (more: Partial<DeploymentSummaryFragment> = {}): DeploymentSummaryFragment =>
  typed('DeploymentSummary', {
    id: 'dep_1',
    kind: 'DEPLOY',
    status: 'SUCCEEDED',
    trigger: 'PUSH',
    commit: { hash: '9c41f0e'.padEnd(40, '0'), subject: 'Accept gift cards', author: 'mira', url: null },
    branch: 'main',
    startedBy: 'mira',
    step: null,
    approved: null,
    reason: null,
    outputs: [],
    createdAt: '2026-11-23T10:00:00.000Z',
    startedAt: '2026-11-23T10:00:01.000Z',
    finishedAt: '2026-11-23T10:01:00.000Z',
    ...more,
  });

export const environment = (more: Partial<LiveEnvironmentFragment> = {}): LiveEnvironmentFragment =>
  typed('Environment', {
    id: 'env_1',
    appId: 'app_1',
    name: 'development',
    position: 0,
    branch: 'main',
    automatic: true,
    protected: false,
    pausedReason: null,
    approval: null,
    hold: null,
    fence: 1,
    active: null,
    queued: null,
    awaiting: null,
    live: null,
    previous: null,
    latest: null,
    updatedAt: '2026-11-23T10:00:00.000Z',
    ...more,
  });

export const approval = (more: Partial<ApprovalFactsFragment> = {}): ApprovalFactsFragment =>
  typed('Approval', {
    required: 1,
    roles: [],
    notByAuthor: true,
    expiresAfterSeconds: 3_600,
    decisions: [],
    ...more,
  });

/** What one person decided. */
export const decision = (
  more: Partial<ApprovalFactsFragment['decisions'][number]> = {},
): ApprovalFactsFragment['decisions'][number] =>
  typed('ApprovalDecision', {
    by: 'jonas',
    byId: 'mem_jonas',
    approved: true,
    reason: null,
    at: '2026-11-23T10:05:00.000Z',
    ...more,
  });

export const hold = (more: Partial<HoldFactsFragment> = {}): HoldFactsFragment =>
  typed('Hold', {
    kind: 'LOCK',
    reason: 'release week',
    by: 'ann',
    startsAt: '2026-11-23T10:00:00.000Z',
    endsAt: null,
    ...more,
  });

export const deployment = (more: Partial<LiveDeploymentFragment> = {}): LiveDeploymentFragment =>
  typed('Deployment', {
    id: 'dep_1',
    appId: 'app_1',
    appName: 'storefront',
    environmentId: 'env_1',
    environmentName: 'development',
    kind: 'DEPLOY',
    status: 'RUNNING',
    trigger: 'PUSH',
    commit: { hash: '9c41f0e'.padEnd(40, '0'), subject: 'Accept gift cards', author: 'mira', url: null },
    branch: 'main',
    startedBy: 'mira',
    startedById: null,
    sourceDeploymentId: null,
    sourceEnvironmentName: null,
    supersededBy: null,
    fence: 1,
    approval: null,
    reason: null,
    nextStep: null,
    cancelRequested: false,
    cancelledBy: null,
    steps: [],
    outputs: [],
    logLines: null,
    logOmitted: null,
    logMissing: [],
    logExpiresAt: null,
    createdAt: '2026-11-23T10:00:00.000Z',
    startedAt: '2026-11-23T10:00:01.000Z',
    finishedAt: null,
    ...more,
  });
