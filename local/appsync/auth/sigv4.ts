/** Verifies AWS Signature Version 4, in headers and in the query string (presigned URLs). */
import { timingSafeEqual } from 'node:crypto';
import type { FindPrincipal, IamPrincipal } from '../types';
import {
  canonicalPath,
  canonicalQuery,
  queryEntries,
  sha256,
  sign,
  type SignatureScope,
  signingKey,
} from './canonical';

/** A request as it arrived. */
export interface SignedRequest {
  method: string;
  /** Path and query string as they were sent, undecoded. */
  url: string;
  headers: Record<string, string | string[] | undefined>;
  /** The body, or its SHA-256 in hexadecimal; neither means an empty body. */
  body?: string | Uint8Array;
  bodyHash?: string;
}

export type SignatureErrorType =
  | 'MissingAuthenticationToken'
  | 'IncompleteSignature'
  | 'UnrecognizedClientException'
  | 'InvalidSignatureException'
  | 'RequestExpired';

/** Who signed, or why the signature does not count. */
export type SignatureVerdict =
  | { ok: true; accessKeyId: string; principal: IamPrincipal; region: string; service: string }
  | { ok: false; errorType: SignatureErrorType; message: string };

/** Clocks may differ by this much. */
const MAX_SKEW_MS = 5 * 60_000;
const MAX_PRESIGNED_SECONDS = 7 * 24 * 3600;

interface Claim {
  accessKeyId: string;
  scope: SignatureScope;
  signedHeaders: string[];
  signature: string;
  /** `20261123T070000Z`. */
  date: string;
  token: string | undefined;
  payloadHash: string;
  query: [string, string][];
  expiresSeconds?: number;
}

const failure = (errorType: SignatureErrorType, message: string): SignatureVerdict => ({
  ok: false,
  errorType,
  message,
});

const headerOf = (request: SignedRequest, name: string): string | undefined => {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(',') : value;
};

function splitUrl(url: string): { path: string; query: string } {
  const at = url.indexOf('?');
  return at < 0 ? { path: url, query: '' } : { path: url.slice(0, at), query: url.slice(at + 1) };
}

function credentialOf(text: string): { accessKeyId: string; scope: SignatureScope } | undefined {
  const [accessKeyId, date, region, service, terminator] = text.split('/');
  if (!accessKeyId || !date || !region || !service || terminator !== 'aws4_request') return undefined;
  return { accessKeyId, scope: { date, region, service } };
}

const bodyHash = (request: SignedRequest): string => request.bodyHash ?? sha256(request.body ?? '');

/** What is signed in place of the body's hash: S3 may leave the body out of the signature, others may not. */
function payloadHash(request: SignedRequest, service: string): string {
  const declared = headerOf(request, 'x-amz-content-sha256');
  const unsigned = declared === 'UNSIGNED-PAYLOAD' || declared?.startsWith('STREAMING-') === true;
  return service === 's3' && declared !== undefined && unsigned ? declared : bodyHash(request);
}

function headerClaim(request: SignedRequest, query: [string, string][]): Claim | undefined {
  const fields = new Map(
    (headerOf(request, 'authorization') ?? '')
      .slice('AWS4-HMAC-SHA256'.length)
      .split(',')
      .map((part) => part.trim().split('=', 2) as [string, string]),
  );
  const credential = credentialOf(fields.get('Credential') ?? '');
  const signedHeaders = (fields.get('SignedHeaders') ?? '').split(';').filter((name) => name !== '');
  const signature = fields.get('Signature');
  const date = headerOf(request, 'x-amz-date');
  if (!credential || !signature || !date || signedHeaders.length === 0) return undefined;
  return {
    ...credential,
    signedHeaders,
    signature,
    date,
    token: headerOf(request, 'x-amz-security-token'),
    payloadHash: payloadHash(request, credential.scope.service),
    query,
  };
}

function presignedClaim(request: SignedRequest, query: [string, string][]): Claim | undefined {
  const fields = new Map(query);
  const credential = credentialOf(fields.get('X-Amz-Credential') ?? '');
  const signature = fields.get('X-Amz-Signature');
  const date = fields.get('X-Amz-Date');
  const signedHeaders = (fields.get('X-Amz-SignedHeaders') ?? '').split(';').filter((name) => name !== '');
  const expiresSeconds = Number(fields.get('X-Amz-Expires'));
  if (!credential || !signature || !date || signedHeaders.length === 0) return undefined;
  if (!(expiresSeconds > 0 && expiresSeconds <= MAX_PRESIGNED_SECONDS)) return undefined;
  return {
    ...credential,
    signedHeaders,
    signature,
    date,
    token: fields.get('X-Amz-Security-Token'),
    payloadHash:
      credential.scope.service === 's3'
        ? (fields.get('X-Amz-Content-Sha256') ??
          headerOf(request, 'x-amz-content-sha256') ??
          'UNSIGNED-PAYLOAD')
        : bodyHash(request),
    query: query.filter(([name]) => name !== 'X-Amz-Signature'),
    expiresSeconds,
  };
}

const dateMs = (date: string): number =>
  Date.parse(date.replace(/^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/, '$1-$2-$3T$4:$5:$6Z'));

function expected(request: SignedRequest, claim: Claim, path: string, secret: string): Buffer {
  const headers = claim.signedHeaders.map(
    (name) => `${name}:${(headerOf(request, name) ?? '').trim().replace(/ +/g, ' ')}\n`,
  );
  const canonical = [
    request.method.toUpperCase(),
    canonicalPath(path, claim.scope.service),
    canonicalQuery(claim.query),
    headers.join(''),
    claim.signedHeaders.join(';'),
    claim.payloadHash,
  ].join('\n');
  const { date, region, service } = claim.scope;
  const text = [
    'AWS4-HMAC-SHA256',
    claim.date,
    `${date}/${region}/${service}/aws4_request`,
    sha256(canonical),
  ].join('\n');
  return sign(signingKey(secret, claim.scope), text);
}

function checkTime(claim: Claim, now: number): SignatureVerdict | undefined {
  const signedAt = dateMs(claim.date);
  if (Number.isNaN(signedAt) || !claim.date.startsWith(claim.scope.date))
    return failure(
      'IncompleteSignature',
      'The date of the signature is missing or not of the form 20261123T070000Z.',
    );
  const until = claim.expiresSeconds === undefined ? MAX_SKEW_MS : claim.expiresSeconds * 1000;
  if (now > signedAt + until)
    return claim.expiresSeconds === undefined
      ? failure('InvalidSignatureException', `Signature expired: ${claim.date} is more than 5 minutes ago.`)
      : failure('RequestExpired', 'Request has expired');
  if (signedAt > now + MAX_SKEW_MS)
    return failure('InvalidSignatureException', `Signature not yet current: ${claim.date} is in the future.`);
  return undefined;
}

/**
 * Finds out who signed a request. Knows signatures in the Authorization header and presigned URLs, for any service (S3 with its
 * own rules for paths and unsigned bodies). Does not decide what the signer may do.
 */
export async function verifySignature(
  request: SignedRequest,
  find: FindPrincipal,
  now: number = Date.now(),
): Promise<SignatureVerdict> {
  const { path, query: rawQuery } = splitUrl(request.url);
  const query = queryEntries(rawQuery);
  const presigned = query.some(([name]) => name === 'X-Amz-Signature');
  if (!presigned && headerOf(request, 'authorization')?.startsWith('AWS4-HMAC-SHA256') !== true)
    return failure('MissingAuthenticationToken', 'Missing Authentication Token');
  const claim = presigned ? presignedClaim(request, query) : headerClaim(request, query);
  if (!claim)
    return failure('IncompleteSignature', 'The signature lacks a credential, a date, its headers or itself.');
  if (!claim.signedHeaders.includes('host'))
    return failure('IncompleteSignature', "'Host' must be a signed header.");
  const late = checkTime(claim, now);
  if (late) return late;
  const principal = await find(claim.accessKeyId);
  if (!principal || (principal.sessionToken !== undefined && principal.sessionToken !== claim.token))
    return failure('UnrecognizedClientException', 'The security token included in the request is invalid.');
  const wanted = expected(request, claim, path, principal.secretAccessKey);
  const given = Buffer.from(claim.signature, 'hex');
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted))
    return failure(
      'InvalidSignatureException',
      'The request signature we calculated does not match the signature you provided. Check the secret access key and the signing method.',
    );
  const { region, service } = claim.scope;
  return { ok: true, accessKeyId: claim.accessKeyId, principal, region, service };
}
