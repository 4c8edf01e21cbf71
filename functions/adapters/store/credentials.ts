/** Sign-in codes, sessions and API tokens. Only hashes are kept. */
import { codeKey, sessionKey, tokenKey } from '../../../core/table';
import { deleteItem, getItem, putItem } from '../dynamo';
import { hashOf } from '../ids';

/** Who someone is, and what they may do. */
export interface Principal {
  id: string;
  name: string;
  /** Comma-separated. */
  permissions: string;
  /** Comma-separated: what they are, where a rule asks for more than a permission. */
  roles: string;
}

interface Expiring extends Principal {
  /** Seconds since 1970; absent when it does not expire. */
  expiresAt?: number;
}

const seconds = (): number => Math.floor(Date.now() / 1000);

const alive = (item: Expiring | undefined): Principal | undefined => {
  if (!item || (item.expiresAt !== undefined && item.expiresAt <= seconds())) return undefined;
  return { id: item.id, name: item.name, permissions: item.permissions, roles: item.roles };
};

/** Keeps a code that signs someone in once. */
export const putCode = async (code: string, principal: Principal, lifeSeconds: number): Promise<void> => {
  await putItem({ ...codeKey(hashOf(code)), ...principal, expiresAt: seconds() + lifeSeconds });
};

/** Takes a code: of all who try, one gets the principal. */
export const takeCode = async (code: string): Promise<Principal | undefined> =>
  alive(await deleteItem<Expiring>(codeKey(hashOf(code))));

/** Keeps a session by its refresh token. */
export const putSession = async (token: string, principal: Principal, lifeSeconds: number): Promise<void> => {
  await putItem({ ...sessionKey(hashOf(token)), ...principal, expiresAt: seconds() + lifeSeconds });
};

/** Whose session a refresh token belongs to. */
export const findSession = async (token: string): Promise<Principal | undefined> =>
  alive(await getItem<Expiring>(sessionKey(hashOf(token))));

/** Ends a session. */
export const removeSession = async (token: string): Promise<void> => {
  await deleteItem(sessionKey(hashOf(token)));
};

/** Keeps an API token. */
export const putToken = async (token: string, principal: Principal): Promise<void> => {
  await putItem({ ...tokenKey(hashOf(token)), ...principal });
};

/** Whose an API token is. */
export const findToken = async (token: string): Promise<Principal | undefined> =>
  alive(await getItem<Expiring>(tokenKey(hashOf(token))));
