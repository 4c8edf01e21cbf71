/** A commit travels to development by itself, and people watch. */
import { describe, expect, it } from 'vitest';
import { useDashboard } from './support/dashboard';
import { deploysWith } from './support/scripts';
import { useTrellis } from './support/trellis';

const trellis = useTrellis();
const dashboard = useDashboard(trellis);

describe('a commit', () => {
  it('deploys to development by itself, to nothing else, and its URL answers the new version', async () => {
    const app = await trellis.givenExample('travels', { tests: true });
    const development = app.in('development');
    await development.run('deploy');
    expect(await development.answer()).toMatchObject({ version: 'version 1', environment: 'development' });

    const commit = await app.repository.release(2);

    const { id } = await development.deploymentOf(commit);
    expect(await development.ends(id)).toMatchObject({
      kind: 'DEPLOY',
      trigger: 'PUSH',
      branch: 'main',
      commit: { hash: commit, subject: 'feat: version 2', author: 'Ada Lovelace' },
      outputs: [{ name: 'url', value: `${trellis.host.sitesUrl}/travels/development/` }],
    });
    expect(await development.answer()).toMatchObject({ version: 'version 2', commit: commit.slice(0, 7) });
    for (const name of ['staging', 'production']) {
      expect(await trellis.api.deployments(app.in(name).id)).toEqual([]);
      expect((await app.in(name).answer()).status).toBe(404);
    }
  });

  it('is watched live: a line printed before a wait is in the page before the wait ends', async () => {
    const wait = `console.log('the wait begins'); setTimeout(() => console.log('the wait is over'), 3000);`;
    const app = await trellis.givenApp('watched', await deploysWith(wait));
    const visitor = dashboard();
    await visitor.open('/');
    await visitor.app('watched').waitFor();
    const { id } = await app.in('development').start('deploy');
    await visitor.openDeployment(id);

    await visitor.log.getByText('the wait begins').waitFor();

    expect(await visitor.log.getByText('the wait is over').count()).toBe(0);
    expect((await trellis.api.deployment(id)).status).toBe('RUNNING');
    await visitor.log.getByText('the wait is over').waitFor();
    await app.in('development').ends(id);
    await visitor.text('Deployed').waitFor();
    expect(visitor.complaints).toEqual([]);
  });

  it('shows on the first page as it goes, without a reload', async () => {
    const app = await trellis.givenExample('live');
    await app.in('development').run('deploy');
    const visitor = dashboard();
    await visitor.open('/');
    const cell = visitor.app('live').getByTestId('env-development');
    await cell.getByText('feat: version 1').waitFor();

    await app.repository.release(2);

    await cell.getByText('feat: version 2').waitFor();
    await cell.getByText('Deployed', { exact: true }).waitFor();
  });
});
