/**
 * The manifest that makes a GitHub App (docs.github.com/apps/sharing-github-apps, "Registering a GitHub App from a manifest"): GitHub
 * shows it to the person, makes the App, and sends the person back with a code that is exchanged for the App's keys.
 */
import * as z from 'zod/mini';
import { TrellisError } from './errors';
import { githubPages } from './github';

/** Where GitHub sends people back to, below the dashboard's address. */
export const githubReturns = { created: '/github/callback', installed: '/github/installed' } as const;

/** GitHub takes no longer name. */
const MAX_NAME = 34;
const ACCOUNT = /^[a-z\d](?:[a-z\d]|-(?=[a-z\d])){0,38}$/i;

/** What the App may do, and why: `docs/github.md`. */
const permissions = { contents: 'read', metadata: 'read', statuses: 'write', deployments: 'write' } as const;

/** What an App is made for. */
export interface NewGitHubApp {
  host: string;
  /** The organization that is to own it; null for the person's own account. */
  organization: string | null;
  /** Where people see the dashboard, without a slash at its end. */
  publicUrl: string;
  /** Where GitHub can post deliveries; null when it cannot reach this installation. */
  webhookUrl: string | null;
  /** Some characters that make the App's name the only one of its kind. */
  mark: string;
  state: string;
}

/** The name of an organization; null for none. */
export const parseOrganization = (text: string | null | undefined): string | null => {
  const name = (text ?? '').trim();
  if (name === '') return null;
  if (!ACCOUNT.test(name))
    throw new TrellisError('input.invalid', {
      field: 'organization',
      problem: 'must be the name of an organization at GitHub',
    });
  return name;
};

/**
 * The manifest. Without a public address it has no webhook at all: GitHub wants an address for one that is off as well, and then takes
 * no events either.
 */
export const githubManifest = ({ organization, publicUrl, webhookUrl, mark }: NewGitHubApp) => ({
  name: `${`Trellis ${organization ?? ''}`.trim().slice(0, MAX_NAME - mark.length - 1)} ${mark}`,
  url: publicUrl,
  description: 'Deploys what is pushed.',
  redirect_url: `${publicUrl}${githubReturns.created}`,
  setup_url: `${publicUrl}${githubReturns.installed}`,
  setup_on_update: true,
  public: false,
  default_permissions: permissions,
  ...(webhookUrl === null
    ? {}
    : { hook_attributes: { url: webhookUrl, active: true }, default_events: ['push'] }),
});

/** Where the manifest is posted to, by the person's browser. */
export const githubCreateUrl = ({ host, organization, state }: NewGitHubApp): string => {
  const account = organization === null ? '' : `/organizations/${organization}`;
  return `${githubPages(host)}${account}/settings/apps/new?state=${encodeURIComponent(state)}`;
};

const conversion = z.object({
  id: z.int(),
  slug: z.string().check(z.regex(/^[\w-]+$/)),
  name: z.string(),
  html_url: z.string(),
  owner: z.nullish(z.object({ login: z.optional(z.string()), slug: z.optional(z.string()) })),
  client_id: z.string(),
  client_secret: z.string(),
  webhook_secret: z.nullish(z.string()),
  pem: z.string().check(z.startsWith('-----BEGIN')),
});

/**
 * Reads what GitHub gives for the code ("Create a GitHub App from a manifest", docs.github.com/rest/apps/apps); undefined when it is
 * something else.
 */
export const readConversion = (host: string, given: unknown) => {
  const { data } = conversion.safeParse(given);
  if (!data) return undefined;
  const { id: appId, slug, name, owner } = data;
  // People are sent to this page: it must be GitHub's.
  const isPage = URL.canParse(data.html_url) && new URL(data.html_url).origin === githubPages(host);
  const url = isPage ? data.html_url : `${githubPages(host)}/apps/${slug}`;
  return {
    app: { host, appId, slug, name, url, owner: owner?.login ?? owner?.slug ?? '' },
    keys: {
      privateKey: data.pem,
      webhookSecret: data.webhook_secret ?? null,
      clientId: data.client_id,
      clientSecret: data.client_secret,
    },
  };
};

/** Where a person installs the App, or changes what it is installed on. */
export const githubInstallUrl = (url: string): string => `${url}/installations/new`;
