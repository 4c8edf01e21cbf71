import { describe, expect, test } from 'vitest';
import type { DeploymentRecord } from '../core/records';
import { hash, makeApp } from './testing/apps';
import { useInstallation } from './testing/installation';

const trellis = useInstallation();

const deployed = async (
  environmentId: string,
  commit: string,
  more: object = {},
): Promise<DeploymentRecord> => {
  const { id } = await trellis.call<DeploymentRecord>('deploy', { input: { environmentId, commit } });
  return trellis.run(id, 'SUCCEEDED', more);
};

const promoted = async (environmentId: string, more: object = {}): Promise<DeploymentRecord> => {
  const { id } = await trellis.call<DeploymentRecord>('promote', { input: { environmentId } });
  return trellis.run(id, 'SUCCEEDED', more);
};

describe('a promotion', () => {
  test('takes exactly what is live one environment before, with its kept artifact', async () => {
    const { development, staging } = await makeApp();
    const source = await deployed(development.id, hash('a'), { artifactKept: true });
    const promotion = await trellis.call<DeploymentRecord>('promote', {
      input: { environmentId: staging.id },
    });
    expect(promotion).toMatchObject({
      kind: 'PROMOTE',
      commit: { hash: hash('a') },
      sourceDeploymentId: source.id,
      sourceEnvironmentName: 'development',
    });
    const job = await trellis.claim(promotion.id);
    expect(job.artifactUrl).toContain(source.id);
    expect(job.keepsArtifact).toBe(false);
    const answer = await trellis.report(promotion.id, job.lease, { artifactUpload: true });
    expect(answer.artifactUploadUrl).toBeNull();
  });

  test('into production goes over staging only', async () => {
    const { development, staging, production } = await makeApp();
    await deployed(development.id, hash('a'));
    await expect(promoted(production.id)).rejects.toMatchObject({ code: 'promote.nothing_live' });
    await promoted(staging.id);
    expect((await promoted(production.id)).status).toBe('SUCCEEDED');
    await expect(promoted(development.id)).rejects.toMatchObject({ code: 'promote.no_source' });
  });

  test('of a deployment that failed, or ran elsewhere, is refused', async () => {
    const { development, staging, production } = await makeApp();
    const { id } = await trellis.call<DeploymentRecord>('deploy', {
      input: { environmentId: development.id, commit: hash('a') },
    });
    await trellis.run(id, 'FAILED');
    const good = await deployed(development.id, hash('b'));
    const promote = (environmentId: string, deploymentId: string) =>
      trellis.call('promote', { input: { environmentId, deploymentId } });
    await expect(promote(staging.id, id)).rejects.toMatchObject({ code: 'promote.not_succeeded' });
    await expect(promote(production.id, good.id)).rejects.toMatchObject({ code: 'promote.not_succeeded' });
    await expect(promote(staging.id, 'dep_none')).rejects.toMatchObject({ code: 'deployment.not_found' });
  });
});

describe('a rollback', () => {
  test('returns to what was live before and keeps pushes from undoing it until somebody resumes', async () => {
    const { development } = await makeApp();
    await deployed(development.id, hash('a'));
    await deployed(development.id, hash('b'));
    const { id } = await trellis.call<DeploymentRecord>('rollback', {
      input: { environmentId: development.id },
    });
    await trellis.run(id);
    const environment = await trellis.environment(development.id);
    expect(environment).toMatchObject({
      live: { commit: { hash: hash('a') } },
      pausedReason: 'ann rolled it back',
    });
    const push = { environmentId: development.id, commit: hash('c'), push: { deliveryId: 'guid' } };
    await expect(trellis.callInternally('deploy', { input: push })).rejects.toMatchObject({
      code: 'environment.paused',
    });
    await trellis.graphql(
      `mutation { updateEnvironment(input: { id: "${development.id}", paused: false }) { pausedReason } }`,
    );
    expect(await trellis.callInternally('deploy', { input: push })).toMatchObject({ status: 'STARTING' });
  });

  test('needs something to return to', async () => {
    const { development } = await makeApp();
    const rollback = (more: object = {}) =>
      trellis.call('rollback', { input: { environmentId: development.id, ...more } });
    await expect(rollback()).rejects.toMatchObject({ code: 'rollback.nothing_before' });
    await deployed(development.id, hash('a'));
    await expect(rollback()).rejects.toMatchObject({ code: 'rollback.nothing_before' });
    await expect(rollback({ deploymentId: 'dep_none' })).rejects.toMatchObject({
      code: 'deployment.not_found',
    });
  });
});

describe('a teardown', () => {
  test('of a protected environment wants its name typed', async () => {
    const { development, staging, production } = await makeApp();
    await deployed(development.id, hash('a'));
    await promoted(staging.id);
    await promoted(production.id);
    const teardown = (confirmName?: string) =>
      trellis.call<DeploymentRecord>('teardown', { input: { environmentId: production.id, confirmName } });
    await expect(teardown()).rejects.toMatchObject({ code: 'environment.confirm_name' });
    await expect(teardown('Production')).rejects.toMatchObject({ code: 'environment.confirm_name' });
    const { id } = await teardown('production');
    await trellis.run(id);
    expect(await trellis.environment(production.id)).toMatchObject({
      live: null,
      latest: { kind: 'TEARDOWN' },
    });
  });

  test('of nothing is refused; deploying again after one works', async () => {
    const { development } = await makeApp();
    const teardown = () =>
      trellis.call<DeploymentRecord>('teardown', { input: { environmentId: development.id } });
    await expect(teardown()).rejects.toMatchObject({ code: 'teardown.nothing_live' });
    await deployed(development.id, hash('a'));
    await trellis.run((await teardown()).id);
    await expect(teardown()).rejects.toMatchObject({ code: 'teardown.nothing_live' });
    expect((await deployed(development.id, hash('a'))).status).toBe('SUCCEEDED');
  });

  test('removes what is live when it starts, although something else was live when it was asked for', async () => {
    const { development } = await makeApp();
    await deployed(development.id, hash('a'));
    const running = await trellis.call<DeploymentRecord>('deploy', {
      input: { environmentId: development.id, commit: hash('b') },
    });
    const removal = await trellis.call<DeploymentRecord>('teardown', {
      input: { environmentId: development.id },
    });
    expect(removal.status).toBe('QUEUED');
    await trellis.run(running.id);
    expect(await trellis.claim(removal.id)).toMatchObject({ kind: 'TEARDOWN', commit: hash('b') });
  });
});

describe('forgetting', () => {
  test('an app or an environment that is deployed is refused, afterwards nothing of it is left', async () => {
    const { app, development, staging } = await makeApp();
    const secret = { environmentId: development.id, name: 'KEY', value: 'x', secret: true };
    await trellis.call('setVariable', { input: secret });
    const { id } = await trellis.call<DeploymentRecord>('deploy', {
      input: { environmentId: development.id, commit: hash('a') },
    });
    await expect(trellis.call('deleteApp', { id: app.id })).rejects.toMatchObject({ code: 'app.busy' });
    await expect(trellis.call('deleteEnvironment', { id: development.id })).rejects.toMatchObject({
      code: 'environment.busy',
    });
    await trellis.run(id);
    await expect(trellis.call('deleteApp', { id: app.id })).rejects.toMatchObject({ code: 'app.in_use' });
    await expect(trellis.call('deleteEnvironment', { id: development.id })).rejects.toMatchObject({
      code: 'environment.in_use',
    });
    await trellis.call('deleteEnvironment', { id: staging.id });
    const removal = await trellis.call<DeploymentRecord>('teardown', {
      input: { environmentId: development.id },
    });
    await trellis.run(removal.id);
    await trellis.call('deleteApp', { id: app.id });
    expect([...trellis.aws.secrets.keys()].filter((name) => name.includes('KEY'))).toEqual([]);
    await expect(trellis.call('deleteApp', { id: app.id })).rejects.toMatchObject({ code: 'app.not_found' });
    await makeApp();
  });
});
