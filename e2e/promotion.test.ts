/** What succeeded in one environment moves to the next, and back. */
import { describe, expect, it } from 'vitest';
import { refusal } from './support/api';
import { useDashboard } from './support/dashboard';
import { useTrellis } from './support/trellis';

const trellis = useTrellis();
const dashboard = useDashboard(trellis);

describe('promotion', () => {
  it('takes a version to staging, then to production, and a rollback returns to the one before without building it again', async () => {
    const app = await trellis.givenExample('shop', { tests: true });
    const [development, staging, production] = ['development', 'staging', 'production'].map((name) =>
      app.in(name),
    );
    if (!development || !staging || !production) throw new Error('three environments were expected');
    await development.run('deploy');
    await staging.run('promote');
    await production.run('promote');
    const first = await app.repository.head();
    const second = await app.repository.release(2);
    await development.ends((await development.deploymentOf(second)).id);
    expect(await production.answer()).toMatchObject({ version: 'version 1', environment: 'production' });

    await staging.run('promote');
    expect(await staging.answer()).toMatchObject({ version: 'version 2', environment: 'staging' });
    expect(await production.answer()).toMatchObject({ version: 'version 1' });

    const promoted = await production.run('promote');
    expect(promoted).toMatchObject({
      kind: 'PROMOTE',
      commit: { hash: second },
      sourceEnvironmentName: 'staging',
    });
    expect(await production.answer()).toMatchObject({ version: 'version 2', environment: 'production' });

    const back = await production.run('rollback');
    expect(back).toMatchObject({ kind: 'ROLLBACK', commit: { hash: first } });
    const skipped = back.steps.filter(({ status }) => status === 'SKIPPED').map(({ name }) => name);
    expect(skipped).toEqual(['CLONE', 'INSTALL', 'TEST']);
    expect(await production.answer()).toMatchObject({ version: 'version 1', environment: 'production' });
    expect(await staging.answer()).toMatchObject({ version: 'version 2' });
  });

  it('by the buttons of the page asks before it touches production, and ends there', async () => {
    const app = await trellis.givenExample('buttons');
    await app.in('development').run('deploy');
    const visitor = dashboard();
    await visitor.open('/apps/buttons');
    await visitor.button('Promote development to staging').click();
    await visitor.environment('staging').getByText('Deployed', { exact: true }).waitFor();
    await visitor.button('Promote staging to production').click();
    await visitor.text('Promote to production?').waitFor();
    await visitor.button('Promote to production').click();
    await visitor.environment('production').getByText('Deployed', { exact: true }).waitFor();
    expect(await app.in('production').answer()).toMatchObject({ version: 'version 1' });
  });
});

describe('production', () => {
  it('takes no deployment of a branch, and cannot be made to take pushes', async () => {
    const app = await trellis.givenExample('guarded');
    const production = app.in('production');
    expect((await refusal(production.start('deploy'))).code).toBe('environment.protected');
    const update = `mutation ($input: UpdateEnvironmentInput!) { updateEnvironment(input: $input) { id } }`;
    const input = { id: production.id, branch: 'main', automatic: true };
    expect((await refusal(trellis.api.send(update, { input }))).code).toBe('environment.protected_automatic');
    await app.in('development').run('deploy');
    const commit = await app.repository.release(2);
    await app.in('development').ends((await app.in('development').deploymentOf(commit)).id);
    expect(await trellis.api.deployments(production.id)).toEqual([]);
  });

  it('takes nothing that did not succeed in the environment before it', async () => {
    const app = await trellis.givenExample('untested');
    const { id } = await app.in('development').run('deploy');
    const error = await refusal(app.in('production').start('promote', { deploymentId: id }));
    expect(error.code).toBe('promote.not_succeeded');
    expect((await refusal(app.in('production').start('promote'))).code).toBe('promote.nothing_live');
  });
});
