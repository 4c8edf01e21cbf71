import { MockedProvider, type MockedProviderProps } from '@apollo/client/testing/react';
import { cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import type { GitHubFactsFragment, GitHubRepositoriesQuery } from '../gql/graphql';
import { typed } from '../testing/fixtures';
import { repositoriesQuery } from './github-query';
import { RepositoryPicker } from './RepositoryPicker';

type Repository = GitHubRepositoriesQuery['githubRepositories']['nodes'][number];

const repository = (name: string, more: Partial<Repository> = {}): Repository =>
  typed('GitHubRepository', {
    id: name,
    name,
    url: `https://github.com/acme/${name}`,
    private: false,
    archived: false,
    apps: [],
    ...more,
  });

const installation = (id: string, account: string) =>
  typed('GitHubInstallation', {
    id,
    account,
    repositorySelection: 'SELECTED' as const,
    suspended: false,
    url: `https://github.com/settings/installations/${id}`,
  });

const github = (...installations: ReturnType<typeof installation>[]): GitHubFactsFragment =>
  typed('GitHubConnection', {
    state: 'ACTIVE',
    host: 'github.com',
    slug: 'trellis-acme',
    name: 'Trellis of acme',
    url: 'https://github.com/apps/trellis-acme',
    owner: 'acme',
    installUrl: 'https://github.com/apps/trellis-acme/installations/new',
    connectedAt: '2026-11-23T10:00:00.000Z',
    connectedBy: 'ann',
    installations,
    problem: null,
  });

const page = (
  nodes: Repository[],
  {
    installationId = '1',
    search = '',
    after = null as string | null,
    endCursor = null as string | null,
  } = {},
) => ({
  request: { query: repositoriesQuery, variables: { installationId, search, after } },
  result: {
    data: {
      githubRepositories: typed('GitHubRepositoryPage', {
        nodes,
        pageInfo: typed('PageInfo', { endCursor, hasNextPage: endCursor !== null }),
      }),
    },
  },
});

const refused = (variables: object, message: string) => ({
  request: { query: repositoriesQuery, variables },
  result: { errors: [{ message, errorType: 'github.unavailable', errorInfo: { nextStep: 'Try again.' } }] },
});

const Chooser = ({ facts }: { facts: GitHubFactsFragment }) => {
  const [chosen, setChosen] = useState('');
  return <RepositoryPicker github={facts} chosen={chosen} onChoose={setChosen} />;
};

const show = (mocks: MockedProviderProps['mocks'], facts = github(installation('1', 'acme'))) =>
  render(
    <MockedProvider mocks={mocks ?? []}>
      <Chooser facts={facts} />
    </MockedProvider>,
  );

const names = () =>
  within(screen.getByRole('list', { name: 'Repositories' }))
    .getAllByRole('button')
    .map((button) => button.textContent);

afterEach(cleanup);

describe('the list of repositories to choose from', () => {
  it('tells which are private, archived or connected, and shows which one is chosen', async () => {
    show([
      page([repository('shop', { private: true, apps: ['shop'] }), repository('old', { archived: true })]),
    ]);
    const shop = await screen.findByRole('button', { name: /shop/ });
    expect(names()).toEqual(['shopprivateconnected', 'oldarchived']);
    expect(shop.getAttribute('aria-pressed')).toBe('false');
    await userEvent.click(shop);
    expect(shop.getAttribute('aria-pressed')).toBe('true');
    expect(screen.getByRole('button', { name: /old/ }).getAttribute('aria-pressed')).toBe('false');
  });

  it('follows what is typed, and says when nothing has it in its name', async () => {
    show([page([repository('shop')]), page([], { search: 'none' })]);
    await screen.findByRole('button', { name: 'shop' });
    await userEvent.type(screen.getByRole('searchbox', { name: 'Find a repository' }), 'none');
    expect(await screen.findByText('No repository of this account has “none” in its name.')).toBeDefined();
  });

  it('says where to grant one when the App may read none', async () => {
    show([page([])]);
    expect(await screen.findByText(/may read no repository of this account/)).toBeDefined();
    const link = screen.getByRole('link', { name: /Install on more repositories/ });
    expect(link.getAttribute('href')).toBe('https://github.com/apps/trellis-acme/installations/new');
  });

  it('goes on page by page below what is there', async () => {
    show([page([repository('shop')], { endCursor: 'two' }), page([repository('web')], { after: 'two' })]);
    await userEvent.click(await screen.findByRole('button', { name: 'More repositories' }));
    await screen.findByRole('button', { name: 'web' });
    expect(names()).toEqual(['shop', 'web']);
    expect(screen.queryByRole('button', { name: 'More repositories' })).toBeNull();
  });

  it('keeps what is there when the next page cannot be read, and says why', async () => {
    show([
      page([repository('shop')], { endCursor: 'two' }),
      refused({ installationId: '1', search: '', after: 'two' }, 'GitHub does not answer.'),
    ]);
    await userEvent.click(await screen.findByRole('button', { name: 'More repositories' }));
    expect(await screen.findByText('GitHub does not answer.')).toBeDefined();
    expect(names()).toEqual(['shop']);
    expect(screen.getByRole('button', { name: 'More repositories' }).hasAttribute('disabled')).toBe(false);
  });

  it('shows nothing of one account while another one’s is read', async () => {
    show(
      [page([repository('shop')]), { ...page([repository('lab')], { installationId: '2' }), delay: 20 }],
      github(installation('1', 'acme'), installation('2', 'bob')),
    );
    await screen.findByRole('button', { name: 'shop' });
    await userEvent.click(screen.getByRole('combobox', { name: 'Account' }));
    await userEvent.click(await screen.findByRole('option', { name: 'bob' }));
    expect(screen.queryByRole('button', { name: 'shop' })).toBeNull();
    expect(await screen.findByRole('button', { name: 'lab' })).toBeDefined();
  });

  it('says why there is none when GitHub refuses', async () => {
    show([refused({ installationId: '1', search: '', after: null }, 'The installation is suspended.')]);
    expect(await screen.findByText('The installation is suspended.')).toBeDefined();
    expect(screen.queryByRole('list', { name: 'Repositories' })).toBeNull();
  });
});
