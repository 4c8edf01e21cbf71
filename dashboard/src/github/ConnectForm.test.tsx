import { MockedProvider, type MockedProviderProps } from '@apollo/client/testing/react';
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { StartGitHubConnectionDocument } from '../gql/graphql';
import { typed } from '../testing/fixtures';
import { ConnectForm } from './ConnectForm';

const start = (input: { organization: string | null; host: string | null }, result: object) => ({
  request: { query: StartGitHubConnectionDocument, variables: { input } },
  result,
});

const show = (mocks: MockedProviderProps['mocks']) => {
  const { container } = render(
    <MockedProvider mocks={mocks ?? []}>
      <ConnectForm />
    </MockedProvider>,
  );
  const form = container.querySelector('form');
  if (!form) throw new Error('There is no form.');
  const submit = vi.spyOn(form, 'submit').mockReturnValue();
  return { form, submit };
};

const connect = () => userEvent.click(screen.getByRole('button', { name: 'Connect GitHub' }));

afterEach(cleanup);

describe('the form that leads to GitHub', () => {
  it('posts the manifest to the address that the API names, once it is known', async () => {
    const url = 'https://github.com/organizations/acme/settings/apps/new?state=one';
    const { form, submit } = show([
      start(
        { organization: 'acme', host: null },
        {
          data: { startGitHubConnection: typed('GitHubConnectionStart', { url, manifest: '{"name":"x"}' }) },
        },
      ),
    ]);
    await userEvent.type(screen.getByRole('textbox', { name: 'Organization' }), ' acme ');
    await connect();
    await waitFor(() => expect(submit).toHaveBeenCalledOnce());
    expect(form.getAttribute('action')).toBe(url);
    expect(form.method).toBe('post');
    expect(new FormData(form).get('manifest')).toBe('{"name":"x"}');
  });

  it('goes nowhere when the API refuses, says why, and can be sent again', async () => {
    const refusal = {
      message: 'host: is no name of a host.',
      errorType: 'input.invalid',
      errorInfo: { nextStep: 'Correct it.' },
    };
    const { submit } = show([start({ organization: null, host: 'no host' }, { errors: [refusal] })]);
    await userEvent.type(screen.getByRole('textbox', { name: 'Host of a GitHub Enterprise' }), 'no host');
    await connect();
    expect(await screen.findByText('host: is no name of a host.')).toBeDefined();
    expect(submit).not.toHaveBeenCalled();
    expect(screen.getByRole('button', { name: 'Connect GitHub' }).hasAttribute('disabled')).toBe(false);
  });
});
