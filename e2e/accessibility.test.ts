/** Every page, in light and in dark, on a desk and on a telephone: readable by everyone, and without complaints. */
import { beforeAll, describe, expect, it } from 'vitest';
import { accessibilityProblems } from './support/axe';
import { useDashboard } from './support/dashboard';
import { Repository } from './support/repository';
import { useTrellis } from './support/trellis';

const trellis = useTrellis();
const dashboard = useDashboard(trellis);
let deploymentPath: string;

beforeAll(async () => {
  const app = await trellis.givenExample('readable');
  const { id } = await app.in('development').run('deploy');
  await app.in('staging').run('promote');
  deploymentPath = `/deployments/${id}`;
  const failing = await trellis.givenApp('failing', await Repository.withScripts({ deploy: 'exit 3' }));
  await failing.in('development').run('deploy', {}, 'FAILED');
});

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  it.each([
    ['the first page', () => '/'],
    ['an app', () => '/apps/readable'],
    ['an app whose deployment failed', () => '/apps/failing'],
    ['a deployment', () => deploymentPath],
    ['the settings of an environment', () => '/apps/readable/environments/development'],
    ['the settings of an app', () => '/apps/readable/settings'],
    ['a new app', () => '/new'],
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
