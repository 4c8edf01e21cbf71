/** What a GitHub delivery says, read without any trust: a push of a commit to a branch, or a reason to leave it alone. */
import { COMMIT_HASH } from './patterns';
import { repositoryKey } from './repository';

/** A push of commits to a branch. */
export interface Push {
  type: 'push';
  /** Canonical spellings of the repository's addresses; more than one when they differ. */
  repositoryKeys: string[];
  branch: string;
  commit: string;
  /** The commit that the push replaced; null when it made the branch, or does not say. */
  before: string | null;
  /** True when the sender has just read that the commit is the branch's newest: Trellis' own watcher says so, GitHub never. */
  head: boolean;
  /** First line of the newest commit's message. */
  subject: string | null;
  author: string | null;
  url: string | null;
}

/** What a delivery means. */
export type Delivery =
  | Push
  | { type: 'ignored'; reason: string }
  /** What the GitHub App is installed on has changed. */
  | { type: 'grants'; reason: string }
  | { type: 'bad'; detail: string };

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const field = (value: unknown, name: string): unknown => (isFields(value) ? value[name] : undefined);
const httpUrl = (value: unknown): string | null => {
  const url = text(value);
  return url && /^https?:\/\//.test(url) ? url : null;
};

const NONE = /^0{40}$/;
const isCommit = (hash: string): boolean => new RegExp(COMMIT_HASH).test(hash);

/** Reads a delivery: `event` is its `X-GitHub-Event`, `payload` its parsed body. */
export const parseDelivery = (event: string | undefined, payload: unknown): Delivery => {
  if (event === undefined) return { type: 'bad', detail: 'X-GitHub-Event is missing' };
  if (event === 'ping') return { type: 'ignored', reason: 'A ping: the webhook works.' };
  if (event === 'installation' || event === 'installation_repositories')
    return { type: 'grants', reason: 'What the GitHub App may read has changed: noted.' };
  if (event !== 'push') return { type: 'ignored', reason: 'Only pushes start deployments.' };
  if (!isFields(payload)) return { type: 'bad', detail: 'its body is not a JSON object' };

  const ref = text(payload.ref);
  const after = text(payload.after);
  if (!ref || !after) return { type: 'bad', detail: 'it names no ref or no commit' };
  if (ref.startsWith('refs/tags/')) return { type: 'ignored', reason: 'A tag, not a branch.' };
  if (!ref.startsWith('refs/heads/') || ref.length > 300)
    return { type: 'bad', detail: 'its ref is no branch' };
  if (payload.deleted === true || NONE.test(after))
    return { type: 'ignored', reason: 'The branch was deleted.' };
  if (!isCommit(after)) return { type: 'bad', detail: 'its commit is no hash' };

  const before = text(payload.before);
  const { repository } = payload;
  const addresses = ['clone_url', 'ssh_url', 'html_url', 'git_url', 'url'].map((name) =>
    text(field(repository, name)),
  );
  const keys = addresses.map((address) => (address ? repositoryKey(address) : undefined));
  const repositoryKeys = [...new Set(keys.filter((key) => key !== undefined))];
  if (repositoryKeys.length === 0) return { type: 'bad', detail: 'it names no repository' };

  const head = payload.head_commit;
  const author = field(head, 'author');
  return {
    type: 'push',
    repositoryKeys,
    branch: ref.slice('refs/heads/'.length),
    commit: after,
    before: before !== null && isCommit(before) && !NONE.test(before) ? before : null,
    head: payload.trellis_head === true,
    subject: text(field(head, 'message'))?.split('\n')[0]?.slice(0, 300) ?? null,
    author: (text(field(author, 'name')) ?? text(field(payload.pusher, 'name')))?.slice(0, 100) ?? null,
    url: httpUrl(field(head, 'url')),
  };
};
