/** Commits that pushes said they replaced, in the table. */
import { TrellisError } from '../../../core/errors';
import { withReplaced, type ReplacedCommits } from '../../../core/push-order';
import { replacedKey } from '../../../core/table';
import { deleteItem, getItem, putItem, putNew } from '../dynamo';

const MAX_TRIES = 50;

const read = (environmentId: string): Promise<ReplacedCommits | undefined> =>
  getItem<ReplacedCommits>(replacedKey(environmentId));

/** The commits that are known to be replaced on the branch that an environment follows. */
export const replacedCommits = async (environmentId: string, source: string): Promise<readonly string[]> => {
  const found = await read(environmentId);
  return found?.source === source ? found.commits : [];
};

/** Notes that a commit was replaced. */
export const noteReplaced = async (environmentId: string, source: string, commit: string): Promise<void> => {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const found = await read(environmentId);
    const commits = withReplaced(found?.source === source ? found.commits : [], commit);
    if (!commits) return;
    const item = { ...replacedKey(environmentId), source, commits, version: (found?.version ?? 0) + 1 };
    const written = found
      ? await putItem(item, {
          expression: '#version = :version',
          names: { '#version': 'version' },
          values: { ':version': found.version },
        })
      : await putNew(item);
    if (written) return;
  }
  throw new TrellisError('internal.unexpected', { detail: 'a branch is pushed to too often at once' });
};

/** Forgets what is known of the branch of an environment that is gone. */
export const forgetReplaced = async (environmentId: string): Promise<void> => {
  await deleteItem(replacedKey(environmentId));
};
