/** Tests that fail end the deployment before anything is deployed. */
import { expect, it } from 'vitest';
import { useDashboard } from './support/dashboard';
import { Repository } from './support/repository';
import { useTrellis } from './support/trellis';

const trellis = useTrellis();
const dashboard = useDashboard(trellis);

it('failing tests stop a deployment at the test step, what was live stays live, and the page says why', async () => {
  const app = await trellis.givenExample('careful', { tests: true });
  const development = app.in('development');
  await development.run('deploy');
  const broken = await app.repository.release(2, {
    'test/broken.test.mjs': `import test from 'node:test';\ntest('adds up', () => { throw new Error('one and one is three'); });\n`,
  });

  const { id } = await development.deploymentOf(broken);
  const deployment = await development.ends(id, 'FAILED');

  const steps = Object.fromEntries(deployment.steps.map(({ name, status }) => [name, status]));
  expect(steps).toMatchObject({ TEST: 'FAILED' });
  expect(['PENDING', 'SKIPPED', 'CANCELLED']).toContain(steps.DEPLOY);
  expect(deployment.steps.find(({ name }) => name === 'TEST')?.exitCode).toBe(1);
  expect(await development.answer()).toMatchObject({ version: 'version 1' });
  const visitor = dashboard();
  await visitor.openDeployment(id);
  await visitor.text((deployment.reason ?? 'no reason was given').replaceAll('`', '')).waitFor();
  await visitor.log.getByText('one and one is three').first().waitFor();
});

it('an environment that wants no tests deploys without them', async () => {
  const repository = await Repository.withScripts({ test: 'exit 1', deploy: 'node -e 0' });
  const app = await trellis.givenApp('carefree', repository, { tests: false });
  const { steps } = await app.in('development').run('deploy');
  expect(steps.find(({ name }) => name === 'TEST')?.status).toBe('SKIPPED');
});

it('a commit that the repository does not have ends the deployment with that reason, and what was live stays live', async () => {
  const app = await trellis.givenExample('unknown-commit');
  const development = app.in('development');
  await development.run('deploy');
  const failed = await development.run('deploy', { commit: 'a'.repeat(40) }, 'FAILED');
  expect(failed.reason).toContain('a'.repeat(40));
  expect(failed.nextStep ?? '').not.toBe('');
  expect(await development.answer()).toMatchObject({ version: 'version 1' });
});
