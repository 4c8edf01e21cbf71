/** What the last look at an app's repository left, in the table; written only when it changes. */
import { appKey, pollKey } from '../../../core/table';
import { deleteItem, getItem, putItem, updateItem } from '../dynamo';
import { assign } from '../expressions';

/** An app whose item has not changed for this long begins anew, which costs one full answer. */
const KEPT_SECONDS = 90 * 24 * 3600;

/** A branch's head as it was told, and by which ETag to ask whether it still is. */
export interface KnownHead {
  commit: string;
  etag: string | null;
}

/** `pk = POLL#appId`, `sk = POLL`. */
export interface PollState {
  /** The repository that this is about. */
  repositoryKey: string;
  heads: Record<string, KnownHead>;
  /** Looks in a row that failed. */
  failures: number;
  /** Not before this time, in milliseconds since 1970. */
  retryAt: number;
}

/** What is known of a repository that was never looked at. */
const nothing = (repositoryKey: string): PollState => ({ repositoryKey, heads: {}, failures: 0, retryAt: 0 });

/** What the last look left. */
export const readPoll = async (appId: string, repositoryKey: string): Promise<PollState> => {
  const found = await getItem<PollState>(pollKey(appId));
  return found?.repositoryKey === repositoryKey ? found : nothing(repositoryKey);
};

/** Keeps what a look left. */
export const keepPoll = async (appId: string, state: PollState): Promise<void> => {
  const { repositoryKey, heads, failures, retryAt } = state;
  const expiresAt = Math.floor(Date.now() / 1000) + KEPT_SECONDS;
  await putItem({ ...pollKey(appId), repositoryKey, heads, failures, retryAt, expiresAt });
};

/** Forgets it, so that the next look is soon and a full one. */
export const forgetPoll = async (appId: string): Promise<void> => {
  await deleteItem(pollKey(appId));
};

/** Shows at the app why its repository cannot be looked at; null when it can. */
export const showPollProblem = async (appId: string, pollProblem: string | null): Promise<void> => {
  await updateItem(appKey(appId), assign({ pollProblem }), 'attribute_exists(pk)');
};
