/** Every page, in light and in dark, on a desk and on a telephone: readable by everyone, and without complaints. */
import { beforeAll, describe, expect, it } from 'vitest';
import { accessibilityProblems } from './support/axe';
import { useDashboard } from './support/dashboard';
import { Repository } from './support/repository';
import { useTrellis } from './support/trellis';

const trellis = useTrellis();
const dashboard = useDashboard(trellis);
let deploymentPath: string;
let awaitingPath: string;
let skippedPath: string;
let cancelledPath: string;

beforeAll(async () => {
  const app = await trellis.givenExample('readable');
  const { id } = await app.in('development').run('deploy');
  await app.in('staging').run('promote');
  deploymentPath = `/deployments/${id}`;
  const guarded = await trellis.givenExample('guarded');
  const [development, staging] = [guarded.in('development'), guarded.in('staging')];
  await staging.change({ approval: { required: 2, roles: ['owner', 'lead'] } });
  await development.run('deploy');
  await development.isFree();
  skippedPath = `/deployments/${(await development.start('deploy', { force: false })).id}`;
  await development.lock({ kind: 'FREEZE', reason: 'Release week '.repeat(20).trim() });
  const asked = await staging.start('promote');
  await trellis.api.cancel(asked.id);
  cancelledPath = `/deployments/${asked.id}`;
  awaitingPath = `/deployments/${(await staging.start('promote')).id}`;
  const failing = await trellis.givenApp('failing', await Repository.withScripts({ deploy: 'exit 3' }));
  await failing.in('development').run('deploy', {}, 'FAILED');
});

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
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
  ])('%s has no accessibility problem and no sideways scrolling', async (_, path) => {
    const visitor = dashboard();
    await visitor.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const width of [1280, 390]) {
      await visitor.page.setViewportSize({ width, height: 900 });
      await visitor.open(path());
      await visitor.page.getByRole('main').waitFor();
      await visitor.page.waitForLoadState('networkidle');
      expect(await accessibilityProblems(visitor.page)).toEqual([]);
      const overflow = await visitor.page.evaluate(
        'document.documentElement.scrollWidth - window.innerWidth',
      );
      expect(overflow).toBeLessThanOrEqual(0);
    }
    expect(visitor.complaints).toEqual([]);
  });
});
