/** Finds out who makes a call: API key, signature, or a token that a Lambda authorizer knows. */
import { randomUUID } from 'node:crypto';
import type { AuthMode, AuthOptions, IamPrincipal, LogEntry } from '../types';
import { type Caller, refuse, unauthorized, type Verdict } from './caller';
import { createLambdaAuthorizer } from './lambda-authorizer';
import { verifySignature } from './sigv4';

/** What a call brings: over HTTP, or in the messages of a real-time connection. */
interface Credentials {
  /** Lower-case names. */
  headers: Record<string, string>;
  /** The path that a signature is for. */
  path: string;
  /** The body that a signature is for. */
  body: string | Uint8Array;
  sourceIp: string;
  /** What the call asks, for the authorizer. */
  query?: { queryString?: string; operationName?: string; variables?: Record<string, unknown> };
}

export type Authorize = (credentials: Credentials) => Promise<Verdict>;

const lastPart = (arn: string): string => arn.slice(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1);

const iamIdentity = (principal: IamPrincipal, sourceIp: string): Record<string, unknown> => ({
  accountId: principal.accountId,
  cognitoIdentityPoolId: null,
  cognitoIdentityId: null,
  sourceIp: [sourceIp],
  username: lastPart(principal.userArn),
  userArn: principal.userArn,
  cognitoIdentityAuthType: null,
  cognitoIdentityAuthProvider: null,
});

const nobodyDenied: ReadonlySet<string> = new Set();

/** Makes the check for an API; throws when a mode lacks what it needs. */
export function createAuthorize(auth: AuthOptions, log: (entry: LogEntry) => void): Authorize {
  const modes = new Set<AuthMode>([auth.default, ...(auth.additional ?? [])]);
  const apiKeys = new Set(auth.apiKeys ?? []);
  if (modes.has('AWS_LAMBDA') && !auth.authorizer) throw new Error('AWS_LAMBDA needs auth.authorizer');
  if (modes.has('AWS_IAM') && !auth.iam) throw new Error('AWS_IAM needs auth.iam');
  const authorizer = auth.authorizer && createLambdaAuthorizer(auth.authorizer, log);

  const byApiKey = (key: string): Verdict => {
    const caller: Caller = { mode: 'API_KEY', identity: null, denied: nobodyDenied };
    return apiKeys.has(key) ? { ok: true, caller } : unauthorized();
  };

  const bySignature = async ({ headers, path, body, sourceIp }: Credentials): Promise<Verdict> => {
    const find = auth.iam?.find ?? (() => undefined);
    const verdict = await verifySignature({ method: 'POST', url: path, headers, body }, find);
    if (!verdict.ok) return refuse(403, verdict.errorType, verdict.message);
    if (verdict.service !== 'appsync')
      return refuse(
        403,
        'InvalidSignatureException',
        "Credential should be scoped to correct service: 'appsync'.",
      );
    const identity = iamIdentity(verdict.principal, sourceIp);
    return { ok: true, caller: { mode: 'AWS_IAM', identity, denied: nobodyDenied } };
  };

  return async (credentials) => {
    const { headers, query } = credentials;
    const token = headers['authorization'];
    const apiKey = headers['x-api-key'];
    if (token?.startsWith('AWS4-HMAC-SHA256') === true)
      return modes.has('AWS_IAM') ? bySignature(credentials) : unauthorized();
    if (token !== undefined && token !== '' && authorizer && modes.has('AWS_LAMBDA'))
      return authorizer({
        authorizationToken: token,
        requestContext: { apiId: 'local', accountId: '000000000000', requestId: randomUUID(), ...query },
        requestHeaders: headers,
      });
    if (apiKey !== undefined && modes.has('API_KEY')) return byApiKey(apiKey);
    if (token !== undefined || apiKey !== undefined) return unauthorized();
    return unauthorized('Valid authorization header not provided.');
  };
}
