import { describe, expect, test } from 'vitest';
import type { DeploymentRecord } from '../core/records';
import { getDeployment } from './adapters/store/deployments';
import { hash, makeApp } from './testing/apps';
import { useInstallation } from './testing/installation';

const trellis = useInstallation();

const started = async () => {
  const { app, development } = await makeApp();
  const deployment = await trellis.call<DeploymentRecord>('deploy', {
    input: { environmentId: development.id, commit: hash('a') },
  });
  return { app, development, deployment };
};

const report = (deploymentId: string, lease: string, more: object = {}) =>
  trellis.report(deploymentId, lease, more);

describe('a claim', () => {
  test('gives the job with variables and secrets', async () => {
    const { development, deployment } = await started();
    const set = (name: string, value: string, secret: boolean) =>
      trellis.call('setVariable', { input: { environmentId: development.id, name, value, secret } });
    await set('REGION', 'eu-central-1', false);
    await set('API_KEY', 's3cr3t', true);
    const job = await trellis.claim(deployment.id);
    expect(job).toMatchObject({
      commit: hash('a'),
      appName: 'shop',
      environmentName: 'development',
      variables: [
        { name: 'API_KEY', value: 's3cr3t', secret: true },
        { name: 'REGION', value: 'eu-central-1', secret: false },
      ],
      artifactUrl: null,
      keepsArtifact: true,
    });
    expect((await getDeployment(deployment.id)).status).toBe('RUNNING');
  });

  test('says when the log is removed, by the settings of its environment', async () => {
    const { development, deployment } = await started();
    await trellis.graphql(
      `mutation { updateEnvironment(input: { id: "${development.id}", settings: { logDays: 7 } }) { id } }`,
    );
    expect(deployment.logExpiresAt).toBeNull();
    await trellis.claim(deployment.id);
    const { startedAt, logExpiresAt } = await getDeployment(deployment.id);
    expect(Date.parse(logExpiresAt ?? '') - Date.parse(startedAt ?? '')).toBe(7 * 24 * 3_600_000);
  });

  test('counts once: of ten at the same moment one gets the job', async () => {
    const { deployment } = await started();
    const claims = await Promise.allSettled(Array.from({ length: 10 }, () => trellis.claim(deployment.id)));
    expect(claims.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(trellis.claim(deployment.id)).rejects.toMatchObject({ code: 'deployment.claim_refused' });
  });

  test('with another token is refused and spoils nothing', async () => {
    const { deployment } = await started();
    const forged = { deploymentId: deployment.id, claimToken: 'forged' };
    await expect(trellis.callInternally('claimDeployment', forged)).rejects.toMatchObject({
      code: 'deployment.claim_refused',
    });
    expect((await trellis.claim(deployment.id)).lease).toBeTruthy();
  });

  test('is not for people, whatever they may do', async () => {
    const { deployment } = await started();
    const { claimToken } = trellis.aws.taskOf(deployment.id);
    await expect(
      trellis.call('claimDeployment', { deploymentId: deployment.id, claimToken }),
    ).rejects.toMatchObject({ code: 'auth.forbidden' });
  });
});

describe('a report', () => {
  test('shows steps in the deployment and in its environment', async () => {
    const { development, deployment } = await started();
    const { lease } = await trellis.claim(deployment.id);
    const plan = [
      { name: 'CLONE', status: 'PENDING' },
      { name: 'TEST', status: 'PENDING', command: 'npm run test' },
    ];
    expect(await report(deployment.id, lease, { plan })).toMatchObject({ cancel: false, current: true });
    await report(deployment.id, lease, { step: { name: 'TEST', status: 'RUNNING' } });
    expect((await getDeployment(deployment.id)).steps[1]).toMatchObject({
      status: 'RUNNING',
      command: 'npm run test',
    });
    expect((await trellis.environment(development.id)).active).toMatchObject({
      status: 'RUNNING',
      step: 'TEST',
    });
  });

  test('that asks where to put the artifact is told, each time anew; others are not', async () => {
    const { deployment } = await started();
    const { lease } = await trellis.claim(deployment.id);
    const plain = await report(deployment.id, lease, { seq: 1 });
    const asked = await report(deployment.id, lease, { seq: 2, artifactUpload: true });
    const again = await report(deployment.id, lease, { seq: 2, artifactUpload: true });
    expect(plain.artifactUploadUrl).toBeNull();
    for (const { artifactUploadUrl } of [asked, again]) {
      const url = new URL(String(artifactUploadUrl));
      expect(url.pathname).toBe(`/artifacts/artifacts/${deployment.appId}/${deployment.id}.tar.gz`);
      expect(url.searchParams.get('x-id')).toBe('PutObject');
    }
  });

  test('with a lease that is not its own is refused, and told no place for an artifact', async () => {
    const { deployment } = await started();
    await trellis.claim(deployment.id);
    await expect(report(deployment.id, 'forged', { artifactUpload: true })).rejects.toMatchObject({
      code: 'deployment.lease_refused',
    });
    await expect(report(deployment.id, 'forged')).rejects.toMatchObject({ code: 'deployment.lease_refused' });
    await expect(report('dep_none', 'forged')).rejects.toMatchObject({ code: 'deployment.lease_refused' });
  });

  test('after the end changes nothing, and a finish that is told twice has one effect', async () => {
    const { deployment } = await started();
    const { lease } = await trellis.claim(deployment.id);
    await trellis.finish(deployment.id, lease, 'SUCCEEDED', {
      outputs: [{ name: 'url', value: 'http://x' }],
    });
    await trellis.finish(deployment.id, lease, 'FAILED', { reason: 'late' });
    await expect(report(deployment.id, lease)).rejects.toMatchObject({ code: 'deployment.ended' });
    expect(await getDeployment(deployment.id)).toMatchObject({
      status: 'SUCCEEDED',
      reason: null,
      outputs: [{ name: 'url', value: 'http://x' }],
    });
  });

  test('fills in what the push did not say of the commit, and keeps its address', async () => {
    const { deployment } = await started();
    const ended = await trellis.run(deployment.id, 'SUCCEEDED', {
      commit: { hash: hash('a'), subject: 'Add a cart', author: 'Bob' },
      artifactKept: true,
    });
    expect(ended.commit).toEqual({
      hash: hash('a'),
      subject: 'Add a cart',
      author: 'Bob',
      url: `https://github.com/acme/shop/commit/${hash('a')}`,
    });
    expect(ended.artifactKey).toContain(deployment.id);
  });
});

describe('a cancel', () => {
  test('of one that waits ends it at once, and the next one in line is another', async () => {
    const { development, deployment } = await started();
    const second = await trellis.call<DeploymentRecord>('deploy', {
      input: { environmentId: development.id, commit: hash('b') },
    });
    const cancelled = await trellis.call<DeploymentRecord>('cancelDeployment', { id: second.id });
    expect(cancelled).toMatchObject({ status: 'CANCELLED', cancelledBy: 'ann' });
    await trellis.run(deployment.id);
    expect(await trellis.environment(development.id)).toMatchObject({ active: null, queued: null });
  });

  test('before the claim ends it at once, stops its task, and its builder never gets the job', async () => {
    const { development, deployment } = await started();
    expect(await trellis.call('cancelDeployment', { id: deployment.id })).toMatchObject({
      status: 'CANCELLED',
    });
    expect(trellis.aws.taskOf(deployment.id).stopRequested).toBe(true);
    await expect(trellis.claim(deployment.id)).rejects.toMatchObject({ code: 'deployment.claim_refused' });
    expect((await trellis.environment(development.id)).active).toBeNull();
  });

  test('of one that runs is told to the builder with its next report', async () => {
    const { development, deployment } = await started();
    const { lease } = await trellis.claim(deployment.id);
    await trellis.call('cancelDeployment', { id: deployment.id });
    expect(await report(deployment.id, lease)).toMatchObject({ cancel: true, status: 'RUNNING' });
    expect((await trellis.environment(development.id)).active?.id).toBe(deployment.id);
    await trellis.finish(deployment.id, lease, 'CANCELLED');
    expect((await getDeployment(deployment.id)).status).toBe('CANCELLED');
  });

  test('of one that has ended is refused', async () => {
    const { deployment } = await started();
    await trellis.run(deployment.id);
    await expect(trellis.call('cancelDeployment', { id: deployment.id })).rejects.toMatchObject({
      code: 'deployment.ended',
    });
  });

  test('and a claim at the same moment leave one outcome', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { app, development } = await makeApp(`shop-${round}`);
      const { id } = await trellis.call<DeploymentRecord>('deploy', {
        input: { environmentId: development.id, commit: hash('a') },
      });
      const [claim] = await Promise.allSettled([trellis.claim(id), trellis.call('cancelDeployment', { id })]);
      const after = await getDeployment(id);
      const held = (await trellis.environment(development.id)).active?.id === id;
      expect([after.status, after.cancelRequested, held], app.name).toEqual(
        claim.status === 'fulfilled' ? ['RUNNING', true, true] : ['CANCELLED', true, false],
      );
    }
  });
});
