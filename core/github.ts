/** GitHub's addresses, and which repositories stand at which GitHub. Hosts are written `github.com` or `github.example.com:8443`. */
import { TrellisError } from './errors';
import { brief } from './names';
import { pathOnHost, type RepositoryAddress } from './repository';

/** A repository at some GitHub. */
export interface RepositoryName {
  owner: string;
  name: string;
}

const HOST = /^[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?(?::\d{1,5})?$/;
const LOOPBACK = /^(?:localhost|127\.0\.0\.1)(?::\d+)?$/;

/**
 * The host of a GitHub as a person writes it; `github.com` when it is left out.
 *
 * @throws TrellisError `github.bad_host`
 */
export const parseGitHubHost = (text: string | null | undefined): string => {
  const host = (text ?? '')
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/\/+$/, '')
    .replace(/^www\./, '');
  if (host === '') return 'github.com';
  if (!HOST.test(host) || !URL.canParse(`https://${host}`))
    throw new TrellisError('github.bad_host', { host: brief(text ?? '') });
  return host;
};

/** Where a GitHub's pages are. As everywhere, only this very machine may be spoken to without TLS. */
export const githubPages = (host: string): string => `${LOOPBACK.test(host) ? 'http' : 'https'}://${host}`;

/**
 * Where a GitHub's API is (docs.github.com/enterprise-server/rest, "Using the API").
 *
 * @param ofGitHubDotCom that of github.com, which a test may have elsewhere
 */
export const githubApi = (host: string, ofGitHubDotCom: string): string => {
  if (host === 'github.com') return ofGitHubDotCom.replace(/\/+$/, '');
  return host.endsWith('.ghe.com') ? `https://api.${host}` : `${githubPages(host)}/api/v3`;
};

/** Which repository of a GitHub an address names; undefined when it stands elsewhere, or takes no token. */
export const repositoryAt = (host: string, address: RepositoryAddress): RepositoryName | undefined => {
  const [owner, name, ...more] = pathOnHost(host, address) ?? [];
  return owner && name && more.length === 0 ? { owner, name } : undefined;
};

/** Where a page may send the form that makes a GitHub App: a GitHub Enterprise may have any name. For a content security policy. */
export const githubForms = ['https:'] as const;
