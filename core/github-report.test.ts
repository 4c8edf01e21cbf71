import { describe, expect, test } from 'vitest';
import {
  commitReport,
  deploymentReport,
  environmentUrl,
  githubEnvironment,
  neverRan,
  statusContext,
} from './github-report';
import type { Described } from './github-words';
import { shorten } from './github-words';
import type { DeploymentKind, DeploymentRecord, DeploymentStatus } from './records';

type Reported = Described & Pick<DeploymentRecord, 'outputs'>;

const deployment = (more: Partial<Reported> = {}): Reported => ({
  kind: 'DEPLOY',
  status: 'RUNNING',
  environmentName: 'staging',
  sourceEnvironmentName: null,
  approval: null,
  reason: null,
  outputs: [{ name: 'Url', value: 'https://shop.example.org' }],
  ...more,
});

/** State of the GitHub Deployment, state of the commit, sentence: of a DEPLOY without a reason. */
const ofStatus: Record<DeploymentStatus, [string, string, string]> = {
  WAITING_APPROVAL: ['pending', 'pending', 'Waits for approval to enter staging.'],
  QUEUED: ['queued', 'pending', 'Waits for its turn in staging.'],
  STARTING: ['queued', 'pending', 'Its builder is starting.'],
  RUNNING: ['in_progress', 'pending', 'Deploying to staging.'],
  SUCCEEDED: ['success', 'success', 'Deployed to staging.'],
  FAILED: ['failure', 'failure', 'It failed; its log says why.'],
  TIMED_OUT: ['error', 'error', 'It ran longer than its environment allows.'],
  CANCELLED: ['error', 'error', 'It was cancelled.'],
  EXPIRED: ['inactive', 'error', 'Nobody decided on it in time.'],
  SUPERSEDED: ['inactive', 'error', 'A newer deployment took its place.'],
  SKIPPED: ['inactive', 'error', 'It would have changed nothing.'],
};

/** What a kind says while it runs and when it has succeeded; the state of its success. */
const ofKind: Record<DeploymentKind, [string, string, string]> = {
  DEPLOY: ['Deploying to staging.', 'Deployed to staging.', 'success'],
  PROMOTE: ['Promoting from development to staging.', 'Promoted from development to staging.', 'success'],
  ROLLBACK: ['Rolling staging back to this commit.', 'Rolled staging back to this commit.', 'success'],
  TEARDOWN: ['Tearing down staging.', 'Tore down staging.', 'inactive'],
};

const kinds = Object.keys(ofKind) as DeploymentKind[];
const statuses = Object.entries(ofStatus) as [DeploymentStatus, [string, string, string]][];
const every = kinds.flatMap((kind) => statuses.map(([status, seen]) => ({ kind, status, seen })));

describe('what GitHub shows', () => {
  test.each(every)('of a $kind that is $status is its state and a sentence', ({ kind, status, seen }) => {
    const [running, succeeded, success] = ofKind[kind];
    const words = { RUNNING: running, SUCCEEDED: succeeded } as Partial<Record<DeploymentStatus, string>>;
    const its = deployment({ kind, status, sourceEnvironmentName: 'development' });
    const sentence = words[status] ?? seen[2];
    expect(deploymentReport(its, true)).toMatchObject({
      state: status === 'SUCCEEDED' ? success : seen[0],
      description: sentence,
    });
    expect(commitReport(its)).toEqual({ state: seen[1], description: sentence });
  });

  test.each(statuses)('of one that is %s with a reason is the reason, where it ended badly', (status) => {
    const { description } = commitReport(deployment({ status, reason: 'ann cancelled it.' }));
    const bad = /FAILED|TIMED_OUT|CANCELLED|EXPIRED|SUPERSEDED|SKIPPED/.test(status);
    expect(description === 'ann cancelled it.').toBe(bad);
  });

  test.each(every)('of a $kind that is $status never claims a success that is none', ({ kind, status }) => {
    const its = deployment({ kind, status });
    expect(deploymentReport(its, false).state).not.toBe('success');
    if (status !== 'SUCCEEDED') expect(deploymentReport(its, true).state).not.toBe('success');
    if (status !== 'SUCCEEDED') expect(commitReport(its).state).not.toBe('success');
  });

  test('of an approval that several people must give says how many', () => {
    const approval = { required: 2, roles: [], notByAuthor: false, expiresAfterSeconds: 60, decisions: [] };
    expect(commitReport(deployment({ status: 'WAITING_APPROVAL', approval })).description).toBe(
      'Waits for 2 approvals to enter staging.',
    );
  });

  test('of an environment is where it can be visited, only while it is live there', () => {
    const its = deployment({ status: 'SUCCEEDED' });
    expect(deploymentReport(its, true).environmentUrl).toBe('https://shop.example.org/');
    expect(deploymentReport(its, false).environmentUrl).toBeNull();
    expect(deploymentReport({ ...its, kind: 'TEARDOWN' }, true).environmentUrl).toBeNull();
    expect(deploymentReport({ ...its, status: 'FAILED' }, true).environmentUrl).toBeNull();
  });
});

test.each([
  [
    'the first address',
    ['shop-table', 'https://a.example.org/x', 'https://b.example.org'],
    'https://a.example.org/x',
  ],
  ['an address on this machine', ['http://127.0.0.1:4011/shop/'], 'http://127.0.0.1:4011/shop/'],
  ['no key in an address', ['https://a.example.org/?token=swordfish#x'], 'https://a.example.org/'],
  ['no address with a password', ['https://ann:swordfish@a.example.org', 'ws://b.example.org'], null],
  ['no script and no half address', ['javascript:alert(1)', 'https://', 'a https://b.example.org'], null],
])('an environment is visited at %s', (_what, values, url) => {
  expect(environmentUrl(values.map((value, index) => ({ name: `Output${index}`, value })))).toBe(url);
});

test.each([
  ['x'.repeat(140), 'x'.repeat(140)],
  ['x'.repeat(141), `${'x'.repeat(139)}…`],
  [`${'x'.repeat(138)} ${'y'.repeat(9)}`, `${'x'.repeat(138)}…`],
  ['two\nlines\u0007 \u202eand more', 'two lines and more'],
  ['🚀 it failed 🚀', 'it failed'],
])('a sentence fits into what GitHub takes: %j', (text, expected) => {
  expect(shorten(text)).toBe(expected);
});

test('what ended before its builder began never ran', () => {
  expect(neverRan({ status: 'CANCELLED', startedAt: null })).toBe(true);
  expect(neverRan({ status: 'CANCELLED', startedAt: '2026-01-01T00:00:00.000Z' })).toBe(false);
  expect(neverRan({ status: 'QUEUED', startedAt: null })).toBe(false);
});

test('two apps of a repository have environments and contexts of their own', () => {
  expect(githubEnvironment({ appName: 'shop', environmentName: 'production' })).toBe('shop/production');
  expect(statusContext({ appName: 'admin', environmentName: 'production' })).toBe('trellis/admin/production');
});
