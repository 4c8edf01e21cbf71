import { MockedProvider } from '@apollo/client/testing/react';
import { cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MemoryRouter } from 'react-router';
import { afterEach, describe, expect, it } from 'vitest';
import type { LiveEnvironmentFragment } from '../gql/graphql';
import { environment, summary } from '../testing/fixtures';
import { Pipeline } from './Pipeline';

const development = environment({ live: summary({ id: 'dep_dev' }), latest: summary({ id: 'dep_dev' }) });
const production = environment({
  id: 'env_2',
  name: 'production',
  position: 1,
  protected: true,
  automatic: false,
  branch: null,
});

const show = (...environments: LiveEnvironmentFragment[]) =>
  render(
    <MockedProvider>
      <MemoryRouter>
        <Pipeline appName="storefront" environments={environments} recent={[]} />
      </MemoryRouter>
    </MockedProvider>,
  );

const card = (name: string) => within(screen.getByTestId(`env-${name}`));

afterEach(cleanup);

describe('the buttons of a pipeline', () => {
  it('say why they cannot be used, also to screen readers', () => {
    show(development, production);
    const deploy = card('production').getByRole('button', { name: 'Deploy' });
    expect(deploy.getAttribute('aria-disabled')).toBe('true');
    const reason = document.getElementById(deploy.getAttribute('aria-describedby') ?? '');
    expect(reason?.textContent).toBe('production is protected: it takes promotions and rollbacks only.');
    expect(card('development').getByRole('button', { name: 'Deploy' }).getAttribute('aria-disabled')).toBe(
      'false',
    );
  });

  it('ask before a promotion to a protected environment', async () => {
    show(development, production);
    await userEvent.click(screen.getByRole('button', { name: 'Promote development to production' }));
    expect(screen.getByRole('dialog').textContent).toContain('Accept gift cards');
  });

  it('refuse a promotion of nothing', () => {
    show(environment(), production);
    const promote = screen.getByRole('button', { name: 'Promote development to production' });
    expect(promote.getAttribute('aria-disabled')).toBe('true');
  });

  it('want the name typed before a protected environment is torn down', async () => {
    show(development, { ...production, live: summary({ id: 'dep_prod' }) });
    await userEvent.click(card('production').getByRole('button', { name: 'Tear down' }));
    const dialog = within(screen.getByRole('dialog'));
    const confirm = dialog.getByRole<HTMLButtonElement>('button', { name: 'Tear down production' });
    expect(confirm.disabled).toBe(true);
    await userEvent.type(dialog.getByRole('textbox'), 'production');
    expect(confirm.disabled).toBe(false);
  });

  it('offer to watch and to cancel while something runs', () => {
    const active = summary({ id: 'dep_run', status: 'RUNNING', finishedAt: null });
    show({ ...development, active, latest: active }, production);
    expect(card('development').getByRole('link', { name: 'Watch' }).getAttribute('href')).toBe(
      '/deployments/dep_run',
    );
    expect(card('development').getByRole('button', { name: 'Cancel' }).getAttribute('aria-disabled')).toBe(
      'false',
    );
  });
});
