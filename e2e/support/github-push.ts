/** A push event's body, with the fields that GitHub sends. */

/** What differs from one push to the next. */
export interface PushFields {
  commit: string;
  subject?: string;
  ref?: string;
  deleted?: boolean;
  /** `owner/name`. */
  repository?: string;
}

const person = { name: 'Ada Lovelace', email: 'ada@example.org', username: 'ada' };

/** The body's exact text, which is what the signature is over. */
export const githubPush = ({
  commit,
  subject = 'feat: change',
  ref = 'refs/heads/main',
  deleted = false,
  repository = 'acme/shop',
}: PushFields): string => {
  const [owner = '', name = ''] = repository.split('/');
  const page = `https://github.com/${repository}`;
  const head = {
    id: commit,
    tree_id: 'f9d2a07e9488b91af2641b26b9407fe22a451433',
    distinct: true,
    message: `${subject}\n\nA longer text.`,
    timestamp: '2026-01-05T10:20:30+01:00',
    url: `${page}/commit/${commit}`,
    author: person,
    committer: person,
    added: [],
    removed: [],
    modified: ['src/release.mjs'],
  };
  return JSON.stringify({
    ref,
    before: '6113728f27ae82c7b1a177c8d03f9e96e0adf246',
    after: commit,
    repository: {
      id: 186853002,
      node_id: 'MDEwOlJlcG9zaXRvcnkxODY4NTMwMDI=',
      name,
      full_name: repository,
      private: true,
      owner: { name: owner, login: owner, id: 21031067, type: 'Organization' },
      html_url: page,
      url: page,
      git_url: `git://github.com/${repository}.git`,
      ssh_url: `git@github.com:${repository}.git`,
      clone_url: `${page}.git`,
      default_branch: 'main',
      master_branch: 'main',
    },
    pusher: { name: person.username, email: person.email },
    sender: { login: person.username, id: 21031067, type: 'User' },
    created: false,
    deleted,
    forced: false,
    base_ref: null,
    compare: `${page}/compare/6113728f27ae...${commit.slice(0, 12)}`,
    commits: deleted ? [] : [head],
    head_commit: deleted ? null : head,
  });
};
