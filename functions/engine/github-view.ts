/** The connection with GitHub as people see it. */
import * as z from 'zod/mini';
import { TrellisError } from '../../core/errors';
import { githubInstallUrl } from '../../core/github-manifest';
import type { GitHubRecord } from '../../core/records';
import { clientOfApp, webhookAddress } from '../adapters/github-app';

const WITHIN_MS = 10_000;
const PAGE_SIZE = 100;

const installations = z.array(
  z.object({
    id: z.number(),
    account: z.nullish(z.object({ login: z.optional(z.string()), slug: z.optional(z.string()) })),
    repository_selection: z.enum(['all', 'selected']),
    html_url: z.string(),
    suspended_at: z.nullish(z.string()),
  }),
);

const installationsOf = async (app: GitHubRecord) => {
  const client = await clientOfApp(app, WITHIN_MS);
  const all: z.infer<typeof installations> = [];
  for (let page = 1; all.length === (page - 1) * PAGE_SIZE; page += 1) {
    const { data } = await client.request('GET /app/installations', { per_page: PAGE_SIZE, page });
    all.push(...installations.parse(data));
  }
  return all.map((each) => ({
    id: String(each.id),
    account: each.account?.login ?? each.account?.slug ?? '',
    repositorySelection: each.repository_selection === 'all' ? 'ALL' : 'SELECTED',
    suspended: Boolean(each.suspended_at),
    url: each.html_url,
  }));
};

const problemOf = (error: unknown) => {
  if (!(error instanceof TrellisError)) throw error;
  return { message: error.message, nextStep: error.nextStep };
};

/** What `Query.github` answers. When GitHub does not say what the App is installed on, it says why. */
export const connectionOf = async (app: GitHubRecord) => {
  const { host, slug, name, url, owner, webhookUrl, connectedAt, connectedBy } = app;
  const found = await installationsOf(app).then(
    (list) => ({ installations: list, problem: null }),
    (error: unknown) => ({ installations: [], problem: problemOf(error) }),
  );
  return {
    state: webhookUrl !== null && webhookUrl === webhookAddress() ? 'ACTIVE' : 'POLLING',
    host,
    slug,
    name,
    url,
    owner,
    installUrl: githubInstallUrl(url),
    connectedAt,
    connectedBy,
    ...found,
  };
};
