/** People stand between a request and an environment: approvals, locks and freezes; and what would change nothing is skipped. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Deployment } from '../generated/schema';
import { refusal } from './support/api';
import { useDashboard } from './support/dashboard';
import { useTrellis, type Target } from './support/trellis';

// Two who ask and decide: the owner at the page, and a script with the API token.
const trellis = useTrellis();
const dashboard = useDashboard(trellis);
let expiring: Deployment;

const decide = (verb: 'approve' | 'reject', deploymentId: string): Promise<unknown> =>
  trellis.api.send(`mutation ($input: ApprovalInput!) { ${verb}(input: $input) { id } }`, {
    input: { deploymentId },
  });

/** Given: an app whose development is live, and whose staging asks for one approval. */
const givenReviewed = async (name: string): Promise<{ development: Target; staging: Target }> => {
  const app = await trellis.givenExample(name);
  const [development, staging] = [app.in('development'), app.in('staging')];
  await staging.change({ approval: { required: 1 } });
  await development.run('deploy');
  return { development, staging };
};

beforeAll(async () => {
  const app = await trellis.givenExample('patient');
  const development = app.in('development');
  await development.change({ approval: { required: 1, expiresAfterSeconds: 60 } });
  expiring = await development.start('deploy');
});

it('a request shows the time that it has left', async () => {
  const visitor = dashboard();
  await visitor.openDeployment(expiring.id);
  await visitor.text(/^in [01]:\d\d$/).waitFor();
});

describe('a request that must be approved', () => {
  it('waits where everybody sees it, and runs when the owner approves it at the page', async () => {
    const { staging } = await givenReviewed('reviewed');
    const asked = await staging.start('promote');
    expect(asked.status).toBe('WAITING_APPROVAL');
    expect((await refusal(decide('approve', asked.id))).code).toBe('approval.own_request');

    const visitor = dashboard();
    await visitor.open('/');
    await visitor.app('reviewed').getByText('Waiting for approval · 0 of 1').waitFor();
    await visitor.open('/apps/reviewed');
    await visitor.page.getByRole('link', { name: 'Review what waits for staging' }).click();
    await visitor.page.getByLabel('Reason (optional)').fill('Read it twice.');
    await visitor.button('Approve').click();

    await visitor.text('Promoted').waitFor();
    await visitor.text('approved it').waitFor();
    await visitor.text('Read it twice.').waitFor();
    await staging.ends(asked.id);
    expect(await staging.answer()).toMatchObject({ version: 'version 1', environment: 'staging' });
    expect(visitor.complaints).toEqual([]);
  });

  it('tells who asked why they may not decide, and goes on by itself when a script approves', async () => {
    const { staging } = await givenReviewed('own-request');
    const visitor = dashboard();
    await visitor.open('/apps/own-request');
    await visitor.button('Promote development to staging').click();
    await visitor.text('It waits for approval in staging.').waitFor();
    await visitor.page.getByRole('link', { name: 'Review what waits for staging' }).click();
    await visitor.text('asked for this deployment, so someone else must decide on it.').waitFor();
    expect(await visitor.button('Approve').getAttribute('aria-disabled')).toBe('true');

    const [asked] = await trellis.api.deployments(staging.id);
    await decide('approve', asked?.id ?? '');

    await visitor.text('Promoted').waitFor();
    await staging.ends(asked?.id ?? '');
  });

  it('ends with a no, and the page says whose and why', async () => {
    const { staging } = await givenReviewed('rejected');
    const { id } = await staging.start('promote');
    const visitor = dashboard();
    await visitor.openDeployment(id);
    await visitor.page.getByLabel('Reason (optional)').fill('Not before the release');
    await visitor.button('Reject').click();

    const ended = await staging.ends(id, 'CANCELLED');

    expect(ended.reason).toMatch(/ rejected it: Not before the release$/);
    await visitor.text(ended.reason ?? 'no reason was given').waitFor();
    await visitor.button('Promote again').waitFor();
    expect((await staging.answer()).status).toBe(404);
  });
});

describe('a locked environment', () => {
  it('answers people with the reason, keeps a commit waiting, and starts it when it is unlocked', async () => {
    const app = await trellis.givenExample('locked');
    const development = app.in('development');
    await development.run('deploy');
    const visitor = dashboard();
    await visitor.open('/apps/locked/environments/development');
    await visitor.page.getByLabel('Reason', { exact: true }).fill('The auditors are here');
    await visitor.button('Lock development').click();
    await visitor.button('Unlock development').waitFor();

    const refused = await refusal(development.start('deploy'));
    expect(refused.code).toBe('environment.held');
    expect(refused.message).toContain('The auditors are here');

    const commit = await app.repository.release(2);
    const { id } = await development.deploymentOf(commit);
    await visitor.open('/apps/locked');
    const card = visitor.environment('development');
    await card.getByText('The auditors are here').first().waitFor();
    await card.getByText('Waits for the lock to end').waitFor();
    expect(await card.getByRole('button', { name: 'Deploy' }).getAttribute('aria-disabled')).toBe('true');
    expect((await trellis.api.deployment(id)).status).toBe('QUEUED');

    await visitor.button('Unlock development').click();

    await development.ends(id);
    await card.getByText('Deployed', { exact: true }).waitFor();
    expect(await card.getByText('The auditors are here').count()).toBe(0);
    expect(await development.answer()).toMatchObject({ version: 'version 2' });
  });
});

describe('what is live already', () => {
  it('is skipped with the reason, at the API and at the page, and runs anyway when that is asked for', async () => {
    const app = await trellis.givenExample('settled');
    const development = app.in('development');
    await development.run('deploy');
    await development.isFree();
    const skipped = await development.start('deploy', { force: false });
    expect(skipped.status).toBe('SKIPPED');
    expect(skipped.reason).toContain('has this commit with these settings and variables already');

    const visitor = dashboard();
    await visitor.openDeployment(skipped.id);
    await visitor.text('Already live').waitFor();
    await visitor.open('/apps/settled');
    await visitor.environment('development').getByRole('button', { name: 'Deploy' }).click();
    await visitor.text('Already live:').waitFor();
    await visitor.button('Deploy anyway').click();
    await visitor.text('Deploying to development.').waitFor();

    const [newest] = await trellis.api.deployments(development.id);
    await development.ends(newest?.id ?? '');
  });
});

it('a request that nobody decides on expires, says so, and can be asked for again', async () => {
  const visitor = dashboard();
  await visitor.openDeployment(expiring.id);
  const ended = await trellis.api.waitForDeployment(expiring.id, ['EXPIRED'], 110_000);
  expect(ended.reason).toBe('Nobody decided on it within 1 minute.');
  await visitor.text('Nobody decided on it within 1 minute.').waitFor();
  await visitor.button('Deploy again').waitFor();
  expect(visitor.complaints).toEqual([]);
});
