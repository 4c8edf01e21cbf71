/** What was deployed can be removed, and deployed again. */
import { describe, expect, it } from 'vitest';
import { refusal } from './support/api';
import { useDashboard } from './support/dashboard';
import { useTrellis } from './support/trellis';

const trellis = useTrellis();
const dashboard = useDashboard(trellis);

describe('teardown', () => {
  it('takes the URL away, shows in the page, and the environment deploys again', async () => {
    const app = await trellis.givenExample('comes-and-goes');
    const development = app.in('development');
    await development.run('deploy');
    const visitor = dashboard();
    await visitor.open('/apps/comes-and-goes');
    await visitor.environment('development').getByText('Deployed', { exact: true }).waitFor();

    await visitor.environment('development').getByRole('button', { name: 'Tear down' }).click();
    await visitor.button('Tear down development').click();

    await visitor.environment('development').getByText('Torn down', { exact: true }).waitFor();
    expect((await development.answer()).status).toBe(404);
    expect((await development.isFree()).live).toBeNull();

    await development.run('deploy');
    expect(await development.answer()).toMatchObject({ status: 200, version: 'version 1' });
  });

  it('of production wants its name typed', async () => {
    const app = await trellis.givenExample('typed');
    await app.in('development').run('deploy');
    await app.in('staging').run('promote');
    const production = app.in('production');
    await production.run('promote');
    expect((await refusal(production.start('teardown'))).code).toBe('environment.confirm_name');
    expect((await refusal(production.start('teardown', { confirmName: 'staging' }))).code).toBe(
      'environment.confirm_name',
    );
    expect((await production.answer()).status).toBe(200);
    await production.run('teardown', { confirmName: 'production' });
    expect((await production.answer()).status).toBe(404);
  });

  it('of an environment without anything is refused', async () => {
    const app = await trellis.givenExample('empty');
    expect((await refusal(app.in('development').start('teardown'))).code).toBe('teardown.nothing_live');
  });
});
