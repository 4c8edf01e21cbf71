/** Every page, in light and in dark, on a desk and on a telephone: readable by everyone, and without complaints. */
import { beforeAll, expect, it } from 'vitest';
import { accessibilityProblems } from './support/axe';
import { useDashboard, type Visitor } from './support/dashboard';
import { Repository } from './support/repository';
import { useTrellis } from './support/trellis';

const trellis = useTrellis();
const dashboard = useDashboard(trellis);
let deploymentPath: string;
let awaitingPath: string;
let skippedPath: string;
let cancelledPath: string;

const givenReadable = async (): Promise<void> => {
  const app = await trellis.givenExample('readable');
  const { id } = await app.in('development').run('deploy');
  await app.in('staging').run('promote');
  deploymentPath = `/deployments/${id}`;
};

const givenGuarded = async (): Promise<void> => {
  const app = await trellis.givenExample('guarded');
  const [development, staging] = [app.in('development'), app.in('staging')];
  await staging.change({ approval: { required: 2, roles: ['owner', 'lead'] } });
  await development.run('deploy');
  await development.isFree();
  skippedPath = `/deployments/${(await development.start('deploy', { force: false })).id}`;
  await development.lock({ kind: 'FREEZE', reason: 'Release week '.repeat(20).trim() });
  const asked = await staging.start('promote');
  await trellis.api.cancel(asked.id);
  cancelledPath = `/deployments/${asked.id}`;
  awaitingPath = `/deployments/${(await staging.start('promote')).id}`;
};

const givenFailing = async (): Promise<void> => {
  const app = await trellis.givenApp('failing', await Repository.withScripts({ deploy: 'exit 3' }));
  await app.in('development').run('deploy', {}, 'FAILED');
};

beforeAll(async () => {
  await Promise.all([givenReadable(), givenGuarded(), givenFailing()]);
});

/** Makes an open page light or dark, and waits until it is. */
const show = async ({ page }: Visitor, colorScheme: 'light' | 'dark'): Promise<void> => {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.locator(`html[data-theme="${colorScheme}"]`).waitFor();
};

/** Makes an open page as wide as a screen, and waits until it is drawn so. */
const widen = async ({ page }: Visitor, width: number): Promise<void> => {
  await page.setViewportSize({ width, height: 900 });
  await page.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))');
};

it.each([
  ['the first page', () => '/'],
  ['an app', () => '/apps/readable'],
  ['an app whose deployment failed', () => '/apps/failing'],
  ['an app that is frozen and has a request', () => '/apps/guarded'],
  ['a deployment', () => deploymentPath],
  ['a request that must be approved', () => awaitingPath],
  ['a request that was cancelled', () => cancelledPath],
  ['a deployment that is live already', () => skippedPath],
  ['the settings of an environment', () => '/apps/readable/environments/development'],
  ['the settings of a frozen environment', () => '/apps/guarded/environments/development'],
  ['the settings of an environment with approval', () => '/apps/guarded/environments/staging'],
  ['the settings of an app', () => '/apps/readable/settings'],
  ['a new app', () => '/new'],
  ['GitHub, not connected', () => '/settings/github'],
  ['GitHub, after a way back that failed', () => '/settings/github?problem=github.code_used'],
  ['a page that is not there', () => '/nowhere'],
])('%s has no accessibility problem and no sideways scrolling, however it is shown', async (_, path) => {
  const visitor = dashboard();
  await visitor.page.setViewportSize({ width: 390, height: 900 });
  await visitor.open(path());
  await visitor.page.getByRole('main').waitFor();
  await visitor.page.waitForLoadState('networkidle');
  for (const width of [390, 1280]) {
    await widen(visitor, width);
    await show(visitor, 'light');
    expect(await accessibilityProblems(visitor.page)).toEqual([]);
    const overflow = await visitor.page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
    expect(overflow).toBeLessThanOrEqual(0);
    // Nothing but colours changes with the scheme.
    await show(visitor, 'dark');
    expect(await accessibilityProblems(visitor.page, 'colours')).toEqual([]);
  }
  expect(visitor.complaints).toEqual([]);
});
