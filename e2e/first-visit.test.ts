/** The first minutes of a person with a fresh Trellis: everything by the page, on the example that comes with it. */
import { expect, it } from 'vitest';
import { readHostFile } from '../local/host-file';
import { useDashboard } from './support/dashboard';
import { Repository } from './support/repository';
import { AppUnderTest, useTrellis } from './support/trellis';

const trellis = useTrellis();
const dashboard = useDashboard(trellis);

it('the example is offered, shows its plan, deploys at a click, and follows the next commit', async () => {
  const visitor = dashboard();
  await visitor.open('/');
  await visitor.page.getByRole('link', { name: /example/i }).click();
  await visitor.text('npm run test').waitFor();
  await visitor.text('npm run deploy').waitFor();

  await visitor.button('Create and deploy').click();

  await visitor.log.getByText('Live at').waitFor();
  const link = visitor.page.getByRole('link', { name: /\/development\/$/ }).first();
  expect(await (await fetch((await link.getAttribute('href')) ?? '')).text()).toContain('version 1');
  const repository = Repository.at(
    readHostFile(`${trellis.host.dataDir}/host.json`)?.exampleRepository ?? '',
  );
  const [created] = (await trellis.api.apps()).map((app) => new AppUnderTest(trellis, app, repository));
  const development = created?.in('development');
  const commit = await repository.release(2);
  await development?.ends((await development.deploymentOf(commit)).id);
  expect(await development?.answer()).toMatchObject({ version: 'version 2' });
  expect(visitor.complaints).toEqual([]);
});

it('the link that signs in works once, and without it there is nothing to see', async () => {
  const { page } = dashboard();
  const stranger = await page.context().browser()?.newContext();
  const view = await stranger?.newPage();
  for (const address of [trellis.host.signInLink, trellis.host.url]) {
    await view?.goto(address);
    await view?.getByRole('heading').first().waitFor();
    expect(await view?.getByTestId('app-hello-trellis').count()).toBe(0);
    expect(await view?.getByText('development').count()).toBe(0);
  }
  await stranger?.close();
});
