/** Access tokens of sessions: short-lived, signed, so that no call has to look one up. */
import { createHmac } from 'node:crypto';
import * as z from 'zod/mini';
import { sameText } from '../../core/same-text';
import { newSecret } from './ids';
import { readOrCreateSecret } from './secrets';
import type { Principal } from './store/credentials';

const PREFIX = 'trs_';
const LIFE_SECONDS = 15 * 60;

let key: Promise<string> | undefined;

/** Read once a process; a failed read is not kept. */
const signingKey = (): Promise<string> =>
  (key ??= readOrCreateSecret('signing-key', newSecret).catch((error: unknown) => {
    key = undefined;
    throw error;
  }));

const claims = z.object({
  id: z.string(),
  name: z.string(),
  permissions: z.string(),
  roles: z.string(),
  expiresAt: z.number(),
});

const signature = (payload: string, secret: string): string =>
  createHmac('sha256', secret).update(`access-token.${payload}`).digest('base64url');

/** True for what looks like an access token. */
export const isAccessToken = (token: string): boolean => token.startsWith(PREFIX);

/** A token for someone who has signed in. */
export const signAccessToken = async (
  principal: Principal,
): Promise<{ accessToken: string; expiresAt: string }> => {
  const expiresAt = Date.now() + LIFE_SECONDS * 1000;
  const { id, name, permissions, roles } = principal;
  const payload = Buffer.from(JSON.stringify({ id, name, permissions, roles, expiresAt })).toString(
    'base64url',
  );
  const accessToken = `${PREFIX}${payload}.${signature(payload, await signingKey())}`;
  return { accessToken, expiresAt: new Date(expiresAt).toISOString() };
};

/** Whose a token is, and for how long; undefined when it is forged or has expired. */
export const verifyAccessToken = async (
  token: string,
): Promise<(Principal & { secondsLeft: number }) | undefined> => {
  const [payload = '', given = '', ...others] = token.slice(PREFIX.length).split('.');
  if (others.length > 0 || !sameText(signature(payload, await signingKey()), given)) return undefined;
  const { expiresAt, ...principal } = claims.parse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
  const secondsLeft = Math.floor((expiresAt - Date.now()) / 1000);
  return secondsLeft > 0 ? { ...principal, secondsLeft } : undefined;
};
