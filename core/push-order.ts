/**
 * The order of pushes. Deliveries come late, twice, in any order or never, so a push says which branch to look at rather than what to
 * deploy: that is the branch's head at the time when the push is taken. Where the head cannot be read, what pushes said of each other
 * (`before` is what `after` replaced) keeps a commit that is known to be older from following a newer one.
 */
import type { AppRecord, PushedHead } from './records';

/** How many replaced commits are remembered of a branch. */
const MEMORY = 50;

/** Commits of a followed branch that pushes said they replaced: `pk = ENV#environmentId`, `sk = REPLACED`. */
export interface ReplacedCommits {
  /** Repository and branch; what is known of another source counts for nothing. */
  source: string;
  /** The newest of this knowledge last. */
  commits: string[];
  /** Grows with every change. */
  version: number;
}

/** What a push claims. */
export interface PushClaim {
  commit: string;
  /** The commit that it replaced; null when it is not known. */
  before: string | null;
}

/** What is known of the branch when a push is taken. */
export interface BranchKnowledge {
  /** The head, read after the environment was; undefined when it could not be read. */
  head: string | undefined;
  /** What was brought to the environment last, of this branch. */
  pushed: PushedHead | undefined;
  replaced: readonly string[];
  /** True when the head may be asked for once more. */
  patient: boolean;
}

/** What is to be done about a push. */
export type PushVerdict = { take: string } | { refuse: 'duplicate' | 'overtaken' } | { again: true };

/** What an environment follows, as one text. */
export const followedSource = ({ repositoryKey }: Pick<AppRecord, 'repositoryKey'>, branch: string): string =>
  `${repositoryKey}#${branch}`;

/** Commits with one more; undefined when it is known already. */
export const withReplaced = (commits: readonly string[], commit: string): string[] | undefined =>
  commits.includes(commit) ? undefined : [...commits, commit].slice(-MEMORY);

const withHead = (push: PushClaim, head: string, { replaced, patient }: BranchKnowledge): PushVerdict => {
  if (head === push.commit) return { take: head };
  if (!replaced.includes(head)) return { take: head };
  // Either the read is behind the push, because a host takes a moment to tell everywhere, or a later push returned to that commit.
  if (patient && !replaced.includes(push.commit)) return { again: true };
  // A return is only believed to the push that makes it, and to who looks at the branch itself.
  return { refuse: 'overtaken' };
};

const withoutHead = (push: PushClaim, { replaced }: BranchKnowledge): PushVerdict =>
  replaced.includes(push.commit) ? { refuse: 'overtaken' } : { take: push.commit };

/** Answers to a push that are no failures: it has nothing to bring, or is not wanted. */
const REFUSALS = [
  'environment.paused',
  'environment.protected',
  'environment.queue_taken',
  'environment.not_found',
  'environment.held',
  'push.duplicate',
  'push.overtaken',
];

/** True for the code of an answer that needs no second try. */
export const isPushRefusal = (code: string): boolean => REFUSALS.includes(code);

/** Decides which commit a push brings, if any. A refusal for what was pushed before holds only while the environment is as it was read. */
export const judgePush = (push: PushClaim, known: BranchKnowledge): PushVerdict => {
  const { head, pushed } = known;
  const verdict = head === undefined ? withoutHead(push, known) : withHead(push, head, known);
  if (!('take' in verdict) || !pushed?.taken || pushed.commit !== verdict.take) return verdict;
  return { refuse: verdict.take === push.commit ? 'duplicate' : 'overtaken' };
};
