/** The connected GitHub App in the table, and the ways to GitHub that are open. */
import type { GitHubRecord, GitHubStateRecord } from '../../../core/records';
import { githubKey, githubStateKey } from '../../../core/table';
import { deleteItem, getItem, putItem, putNew } from '../dynamo';
import { hashOf } from '../ids';

const STATE_SECONDS = 10 * 60;

const seconds = (): number => Math.floor(Date.now() / 1000);

/** The connected App; undefined when there is none. */
export const findGitHub = (): Promise<GitHubRecord | undefined> => getItem<GitHubRecord>(githubKey());

/** Keeps the connected App; false when there is one already. */
export const putGitHub = (record: GitHubRecord): Promise<boolean> => putNew({ ...githubKey(), ...record });

/** Forgets the connected App; false when it is another one, or none, by now. */
export const removeGitHub = async ({ host, appId }: GitHubRecord): Promise<boolean> => {
  const old = await deleteItem(githubKey(), {
    expression: '#host = :host AND appId = :appId',
    names: { '#host': 'host' },
    values: { ':host': host, ':appId': appId },
  });
  return old !== undefined;
};

/** Opens a way to GitHub and back, for ten minutes. */
export const putGitHubState = async (
  state: string,
  record: Omit<GitHubStateRecord, 'expiresAt'>,
): Promise<void> => {
  await putItem({ ...githubStateKey(hashOf(state)), ...record, expiresAt: seconds() + STATE_SECONDS });
};

/** Takes a way back: of all who try, one gets it; undefined when it was never opened, was taken, or is too old. */
export const takeGitHubState = async (state: string): Promise<GitHubStateRecord | undefined> => {
  const found = await deleteItem<GitHubStateRecord>(githubStateKey(hashOf(state)));
  return found && found.expiresAt > seconds() ? found : undefined;
};
