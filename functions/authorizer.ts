/** AppSync's Lambda authorizer: whose token is this, and what may they do. Fields decide by the permissions it hands on. */
import type { AppSyncAuthorizerEvent, AppSyncAuthorizerResult } from 'aws-lambda';
import { isAccessToken, verifyAccessToken } from './adapters/access-token';
import { findToken } from './adapters/store/credentials';

/** How long AppSync may keep an answer: a revoked token works this long at most. */
const TTL_SECONDS = 60;
const MAX_TOKEN_LENGTH = 4_000;

type Identity = { id: string; name: string; kind: 'member' | 'token'; permissions: string; roles: string };

const identify = async (token: string): Promise<{ identity: Identity; ttl: number } | undefined> => {
  if (isAccessToken(token)) {
    const found = await verifyAccessToken(token);
    if (!found) return undefined;
    const { id, name, permissions, roles, secondsLeft } = found;
    return {
      identity: { id, name, kind: 'member', permissions, roles },
      ttl: Math.min(TTL_SECONDS, secondsLeft),
    };
  }
  const found = await findToken(token);
  return found && { identity: { ...found, kind: 'token' }, ttl: TTL_SECONDS };
};

export const handler = async (event: AppSyncAuthorizerEvent): Promise<AppSyncAuthorizerResult<Identity>> => {
  const token = event.authorizationToken.replace(/^Bearer\s+/i, '').trim();
  const found = token === '' || token.length > MAX_TOKEN_LENGTH ? undefined : await identify(token);
  if (!found) return { isAuthorized: false, ttlOverride: 0 };
  return { isAuthorized: true, resolverContext: found.identity, ttlOverride: found.ttl };
};
