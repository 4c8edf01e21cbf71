/** Test support: what GitHub's API shows of accounts, repositories and installations, in its documented shapes. */
import type { components } from '@octokit/openapi-types';
import examples from '@octokit/webhooks-examples';
import type { InstallationEvent, PushEvent } from '@octokit/webhooks-types';

/** The schemas of GitHub's API description. */
export type Schemas = components['schemas'];

const exampleOf = <Event>(name: string): Event => {
  const [example] = examples.find((each) => each.name === name)?.examples ?? [];
  if (!example) throw new Error(`There is no example of ${name}`);
  return example as Event;
};

/** A repository that exists at the fake GitHub. */
export interface FakeRepository {
  id: number;
  /** `owner/name`. */
  fullName: string;
  private: boolean;
}

/** An installation of the App. */
export interface FakeInstallation {
  id: number;
  account: string;
  suspended: boolean;
  /** `owner/name` of what it may read. */
  repositories: string[];
}

const push = exampleOf<PushEvent>('push');
const installationEvent = exampleOf<InstallationEvent>('installation');

/** "simple-user". */
export const accountOf = (login: string): Schemas['simple-user'] => ({
  ...installationEvent.installation.account,
  gravatar_id: null,
  login,
});

/** "repository", with the members that its documentation requires and an example has. */
export const repositoryOf = (
  { id, fullName, private: isPrivate }: FakeRepository,
  pages: string,
): Partial<Schemas['repository']> => {
  const [owner = '', name = ''] = fullName.split('/');
  const { html_url: htmlUrl, clone_url: cloneUrl } = {
    html_url: `${pages}/${fullName}`,
    clone_url: `${pages}/${fullName}.git`,
  };
  return {
    node_id: push.repository.node_id,
    id,
    name,
    full_name: fullName,
    private: isPrivate,
    owner: accountOf(owner),
    html_url: htmlUrl,
    clone_url: cloneUrl,
    default_branch: 'main',
    archived: false,
  };
};

/** "installation". */
export const installationOf = (
  { id, account, suspended }: FakeInstallation,
  pages: string,
): Partial<Schemas['installation']> => ({
  id,
  account: accountOf(account),
  repository_selection: 'selected',
  html_url: `${pages}/organizations/${account}/settings/installations/${id}`,
  target_type: 'Organization',
  permissions: { contents: 'read', metadata: 'read', statuses: 'write', deployments: 'write' },
  events: ['push'],
  suspended_at: suspended ? '2026-01-02T03:04:05Z' : null,
});
