/** `POST /auth/…`: a person's way in and out. The access token lives in the page's memory, the refresh token in a cookie. */
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import * as z from 'zod/mini';
import { TrellisError } from '../core/errors';
import { signAccessToken } from './adapters/access-token';
import { setting } from './adapters/config';
import { httpHandler, json, mediaType, rawBody } from './adapters/http-handler';
import { newSecret } from './adapters/ids';
import { parse } from './adapters/parse';
import {
  findSession,
  type Principal,
  putSession,
  removeSession,
  takeCode,
} from './adapters/store/credentials';

const SESSION_SECONDS = 30 * 24 * 3600;
const MAX_BODY_BYTES = 10_000;

const cookieName = (): string => `trellis_${setting('TRELLIS_INSTANCE')}`;

const cookie = (event: APIGatewayProxyEventV2, value: string, maxAge: number): string => {
  const secure = event.headers['x-forwarded-proto'] === 'https' ? '; Secure' : '';
  return `${cookieName()}=${value}; HttpOnly; SameSite=Strict; Path=/auth; Max-Age=${maxAge}${secure}`;
};

const refreshToken = (event: APIGatewayProxyEventV2): string | undefined => {
  const prefix = `${cookieName()}=`;
  return event.cookies
    ?.map((each) => each.trim())
    .find((each) => each.startsWith(prefix))
    ?.slice(prefix.length);
};

const codeOf = (event: APIGatewayProxyEventV2): string => {
  const body = rawBody(event);
  if (mediaType(event) !== 'application/json')
    throw new TrellisError('input.invalid', { field: 'content-type', problem: 'must be application/json' });
  if (body.length > MAX_BODY_BYTES)
    throw new TrellisError('input.too_large', { field: 'The body', limit: '10,000 bytes' });
  let value: unknown;
  try {
    value = JSON.parse(body.toString());
  } catch {
    throw new TrellisError('input.invalid', { field: 'body', problem: 'must be JSON' });
  }
  return parse(z.object({ code: z.string().check(z.minLength(1), z.maxLength(200)) }), value).code;
};

const signedIn = async (
  principal: Principal,
  cookies?: string[],
): Promise<APIGatewayProxyStructuredResultV2> => {
  const { id, name, permissions } = principal;
  const viewer = { id, name, permissions: permissions.split(',') };
  return json(200, { ...(await signAccessToken(principal)), viewer }, cookies);
};

const open = async (event: APIGatewayProxyEventV2) => {
  const principal = await takeCode(codeOf(event));
  if (!principal) throw new TrellisError('auth.code_used');
  const token = newSecret();
  await putSession(token, principal, SESSION_SECONDS);
  return signedIn(principal, [cookie(event, token, SESSION_SECONDS)]);
};

const refresh = async (event: APIGatewayProxyEventV2) => {
  const token = refreshToken(event);
  if (token === undefined || token === '') throw new TrellisError('auth.missing');
  const principal = await findSession(token);
  if (!principal) throw new TrellisError('auth.invalid');
  return signedIn(principal);
};

const close = async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
  const token = refreshToken(event);
  if (token) await removeSession(token);
  return { statusCode: 204, cookies: [cookie(event, '', 0)] };
};

const routes: Record<string, typeof close> = {
  '/auth/session': open,
  '/auth/refresh': refresh,
  '/auth/sign-out': close,
};

export const handler = httpHandler(async (event) => {
  const route = routes[event.rawPath];
  return route ? route(event) : { statusCode: 404 };
});
