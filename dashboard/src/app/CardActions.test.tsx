import { MockedProvider, type MockedProviderProps } from '@apollo/client/testing/react';
import { cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MemoryRouter } from 'react-router';
import { afterEach, describe, expect, it } from 'vitest';
import {
  DeployDocument,
  type DeployMutationVariables,
  type LiveDeploymentFragment,
  type LiveEnvironmentFragment,
} from '../gql/graphql';
import { approval, decision, deployment, environment, hold, summary } from '../testing/fixtures';
import { ToastProvider } from '../ui/Toasts';
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

const showWith = (
  mocks: MockedProviderProps['mocks'],
  environments: LiveEnvironmentFragment[],
  recent: LiveDeploymentFragment[] = [],
) =>
  render(
    <MockedProvider mocks={mocks ?? []}>
      <MemoryRouter>
        <ToastProvider>
          <Pipeline appName="storefront" environments={environments} recent={recent} />
        </ToastProvider>
      </MemoryRouter>
    </MockedProvider>,
  );

const show = (...environments: LiveEnvironmentFragment[]) => showWith([], environments);

const refusalOf = (button: HTMLElement) =>
  document.getElementById(button.getAttribute('aria-describedby') ?? '')?.textContent;

const card = (name: string) => within(screen.getByTestId(`env-${name}`));

afterEach(cleanup);

describe('the buttons of a pipeline', () => {
  it('say why they cannot be used, also to screen readers', () => {
    show(development, production);
    const deploy = card('production').getByRole('button', { name: 'Deploy' });
    expect(deploy.getAttribute('aria-disabled')).toBe('true');
    expect(refusalOf(deploy)).toBe('production is protected: it takes promotions and rollbacks only.');
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

  it('say who locked the environment, until when here and why; a freeze leaves the way back open', () => {
    const startsAt = new Date(Date.now() - 60_000).toISOString();
    const previous = summary({ id: 'dep_before' });
    show({ ...development, previous, hold: hold({ startsAt }) });
    const inCard = (name: string) => card('development').getByRole('button', { name });
    expect(refusalOf(inCard('Deploy'))).toBe(
      'development is locked by ann until someone lifts it: release week.',
    );
    expect(inCard('Roll back').getAttribute('aria-disabled')).toBe('true');
    expect(inCard('Unlock development').getAttribute('aria-disabled')).toBe('false');
    cleanup();
    show({ ...development, previous, hold: hold({ startsAt, kind: 'FREEZE' }) });
    expect(inCard('Deploy').getAttribute('aria-disabled')).toBe('true');
    expect(inCard('Roll back').getAttribute('aria-disabled')).toBe('false');
  });

  it('lead to what waits for approval, and say how far it is where that is known', () => {
    const awaiting = summary({
      id: 'dep_wait',
      status: 'WAITING_APPROVAL',
      startedAt: null,
      finishedAt: null,
    });
    const known = deployment({
      id: 'dep_wait',
      approval: approval({ required: 2, decisions: [decision()] }),
    });
    showWith([], [{ ...development, awaiting }], [known]);
    const link = card('development').getByRole('link', { name: 'Review what waits for development' });
    expect(link.getAttribute('href')).toBe('/deployments/dep_wait');
    expect(card('development').getByText('Waiting for approval · 1 of 2')).toBeDefined();
    expect(card('development').getByText('Deployed')).toBeDefined();
  });

  it('offer to run what is live already all the same, with the same request and force', async () => {
    const sent: boolean[] = [];
    const answer = (force: boolean, facts: Partial<LiveDeploymentFragment>) => ({
      request: {
        query: DeployDocument,
        variables: ({ input }: DeployMutationVariables) => input.force === force,
      },
      result: () => {
        sent.push(force);
        return { data: { deploy: deployment({ environmentName: 'development', ...facts }) } };
      },
    });
    const reason = 'development has this commit already (dep_01LIVE).';
    showWith(
      [answer(false, { status: 'SKIPPED', reason }), answer(true, { status: 'STARTING' })],
      [development],
    );
    await userEvent.click(card('development').getByRole('button', { name: 'Deploy' }));
    await screen.findByText('Already live: development has this commit already.');
    await userEvent.click(screen.getByRole('button', { name: 'Deploy anyway' }));
    await screen.findByText('Deploying to development.');
    expect(sent).toEqual([false, true]);
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
