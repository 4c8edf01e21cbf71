/** Repository addresses: which kinds are taken, how they are handed to git, and one spelling of each to match pushes by. */
import { TrellisError } from './errors';
import { brief } from './names';

/** An address that may be given to git. */
export interface RepositoryAddress {
  kind: 'path' | 'file' | 'https' | 'http' | 'ssh';
  /** As git takes it. */
  url: string;
  /** One spelling for all addresses of the same repository. */
  key: string;
  /** The last part of its path, without `.git`. */
  name: string;
}

const MAX_LENGTH = 1_000;
/** Hosts where upper and lower case name the same repository. */
const CASELESS_HOSTS = ['github.com', 'gitlab.com', 'bitbucket.org'];
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];
const SCP = /^([A-Za-z0-9._-]+)@([A-Za-z0-9.-]+):(?!\/\/)([^\s]+)$/;

const refuse = (repository: string, problem: string): never => {
  throw new TrellisError('repository.unsupported', { repository: brief(repository), problem });
};

const trimPath = (path: string): string =>
  path
    .replace(/\/+/g, '/')
    .replace(/\/+$/, '')
    .replace(/\/\.git$/, '')
    .replace(/\.git$/, '');

const lastPart = (path: string): string => trimPath(path).split('/').pop() ?? '';

const remoteKey = (host: string, path: string): string => {
  const cleanHost = host.toLowerCase().replace(/^www\./, '');
  const cleanPath = trimPath(path.replace(/^\/+/, ''));
  return `${cleanHost}/${CASELESS_HOSTS.includes(cleanHost) ? cleanPath.toLowerCase() : cleanPath}`;
};

const localAddress = (given: string, path: string, kind: 'path' | 'file'): RepositoryAddress => {
  const clean = path.replace(/\/+/g, '/').replace(/(?<=.)\/+$/, '');
  if (clean.split('/').some((part) => part === '..' || part === '.'))
    refuse(given, 'a path must not contain . or ..');
  const key = clean.replace(/\/\.git$/, '');
  return { kind, url: clean, key: `file:${key}`, name: lastPart(clean) };
};

const urlAddress = (given: string): RepositoryAddress => {
  const url = URL.canParse(given) ? new URL(given) : refuse(given, 'it is not a valid address');
  if (url.search || url.hash) refuse(given, 'an address has no query and no fragment');
  if (url.protocol === 'file:') {
    if (url.host) refuse(given, 'a file address names no host');
    return localAddress(given, decodePath(given, url.pathname), 'file');
  }
  if (url.password || (url.username && url.protocol !== 'ssh:'))
    refuse(
      brief(given).replace(/\/\/[^@]*@/, '//…@'),
      'it holds a password, which would be shown to everyone',
    );
  if (url.pathname.replace(/\/+/g, '') === '') refuse(given, 'it names no repository');
  const name = lastPart(url.pathname);
  switch (url.protocol) {
    case 'https:':
      return { kind: 'https', url: given, key: remoteKey(url.host, url.pathname), name };
    case 'http:':
      if (!LOOPBACK.includes(url.hostname)) refuse(given, 'http is not private; use https');
      return { kind: 'http', url: given, key: remoteKey(url.host, url.pathname), name };
    case 'ssh:':
      if (url.hostname.startsWith('-') || url.username.startsWith('-'))
        refuse(given, 'its host starts with a dash');
      return { kind: 'ssh', url: given, key: remoteKey(url.hostname, url.pathname), name };
    default:
      return refuse(given, `${url.protocol}// is not a way to clone`);
  }
};

const decodePath = (given: string, path: string): string => {
  try {
    return decodeURIComponent(path);
  } catch {
    return refuse(given, 'it is not a valid address');
  }
};

/**
 * Reads a repository's address.
 *
 * @throws TrellisError `repository.unsupported` for what is no absolute path and no file, https, ssh or git@ address (and for
 *   what would make git run something: `ext::`, options, control characters)
 */
export const parseRepository = (text: string): RepositoryAddress => {
  const given = text.trim();
  if (given === '') refuse(given, 'it is empty');
  if (given.length > MAX_LENGTH) refuse(given, 'it is longer than 1,000 characters');
  // eslint-disable-next-line no-control-regex -- control characters are what this looks for
  if (/[\x00-\x1f\x7f]/.test(given)) refuse(given, 'it holds control characters');
  if (given.startsWith('-')) refuse(given, 'it starts with a dash');
  if (given.includes('::')) refuse(given, 'remote helpers are not allowed');
  if (given.startsWith('/')) return localAddress(given, given, 'path');
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(given)) return urlAddress(given);
  const scp = SCP.exec(given);
  if (!scp) return refuse(given, 'it is neither an absolute path nor a known kind of address');
  const [, user, host = '', path = ''] = scp;
  if (host.startsWith('-') || user?.startsWith('-') || path.startsWith('-'))
    refuse(given, 'its host starts with a dash');
  return { kind: 'ssh', url: given, key: remoteKey(host, path), name: lastPart(path) };
};

/** The one spelling of an address; undefined when it cannot be read (an address in an event that is not ours). */
export const repositoryKey = (repository: string): string | undefined => {
  try {
    return parseRepository(repository).key;
  } catch {
    return undefined;
  }
};

/** A repository at GitHub, for its API. */
export interface GitHubRepository {
  /** `github.com`, or the host of a GitHub Enterprise. */
  host: string;
  owner: string;
  name: string;
}

/**
 * A repository at GitHub; undefined for any other. A host is taken for a GitHub Enterprise when one of its names is `github` or `ghe`,
 * or when it stands below `ghe.com`.
 */
export const githubRepository = ({ kind, url }: RepositoryAddress): GitHubRepository | undefined => {
  if (kind !== 'https') return undefined;
  const { host, hostname, pathname } = new URL(url);
  const labels = hostname.replace(/^www\./, '').split('.');
  if (!labels.some((label) => label === 'github' || label === 'ghe')) return undefined;
  const [owner, name, ...more] = trimPath(pathname.replace(/^\/+/, '')).split('/');
  if (!owner || !name || more.length > 0) return undefined;
  return { host: host.replace(/^www\./, ''), owner, name };
};

/** The parts of an address' path when it is at this host and a token goes with it; undefined otherwise. */
export const pathOnHost = (host: string, { kind, url }: RepositoryAddress): string[] | undefined => {
  if (!takesToken(kind)) return undefined;
  const { host: its, pathname } = new URL(url);
  if (its.replace(/^www\./, '') !== host) return undefined;
  return trimPath(pathname.replace(/^\/+/, '')).split('/');
};

/** Where a commit can be read in a browser; null for repositories without pages that we know. */
export const commitUrl = (repository: string, hash: string): string | null => {
  const key = repositoryKey(repository);
  const host = CASELESS_HOSTS.find((each) => key?.startsWith(`${each}/`));
  if (!key || !host) return null;
  const path =
    { 'github.com': 'commit', 'gitlab.com': '-/commit', 'bitbucket.org': 'commits' }[host] ?? 'commit';
  return `https://${key}/${path}/${hash}`;
};

/** A name for an app, made from its repository's. */
export const suggestName = (repositoryName: string): string => {
  const clean = repositoryName
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, 40)
    .replace(/-+$/, '');
  return clean === '' ? 'app' : clean;
};

/**
 * The git setting that sends an access token to a repository's own host, and nowhere else; undefined when no token goes with this
 * kind of address. GitHub and its like take any token as a password (GitHub docs, "Authenticating as a GitHub App installation").
 */
export const tokenSetting = (
  { kind, url }: RepositoryAddress,
  token: string | null | undefined,
): [name: string, value: string] | undefined =>
  token && takesToken(kind)
    ? [`http.${new URL(url).origin}/.extraHeader`, `Authorization: Basic ${btoa(`x-access-token:${token}`)}`]
    : undefined;

/** True for addresses that an access token opens; `http` is accepted on loopback only. */
const takesToken = (kind: RepositoryAddress['kind']): boolean => kind === 'https' || kind === 'http';

/** True when both stand on one host, so that a token for one may be shown to the other. */
export const sameHost = (one: RepositoryAddress, other: RepositoryAddress): boolean =>
  takesToken(one.kind) && takesToken(other.kind) && new URL(one.url).origin === new URL(other.url).origin;

/** How git is run on a repository that somebody named: it never asks, and uses no transport but these. */
export const gitSafety = {
  LC_ALL: 'C',
  GIT_TERMINAL_PROMPT: '0',
  GIT_ALLOW_PROTOCOL: 'file:https:http:ssh',
} as const;

/** How git reaches hosts by ssh: without questions; a host that is met for the first time is remembered. */
export const gitSshCommand = 'ssh -oBatchMode=yes -oConnectTimeout=10 -oStrictHostKeyChecking=accept-new';
