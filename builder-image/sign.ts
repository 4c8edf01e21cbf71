/**
 * AWS Signature Version 4 for one kind of request: a JSON body posted to a path without a query. The SDK's signer does more
 * and loads five times longer, which every deployment would wait for.
 */
import { createHash, createHmac } from 'node:crypto';

/** Credentials as the container endpoint gives them. */
export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** The headers of a signed POST of `body` to `url`. */
export const signPost = (
  url: URL,
  body: string,
  { accessKeyId, secretAccessKey, sessionToken }: Credentials,
  scope: { service: string; region: string; now: Date },
): Record<string, string> => {
  const time = scope.now.toISOString().replace(/[:-]|\.\d{3}/g, '');
  const day = time.slice(0, 8);
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    host: url.host,
    'x-amz-content-sha256': sha256(body),
    'x-amz-date': time,
    ...(sessionToken === undefined ? {} : { 'x-amz-security-token': sessionToken }),
  };
  const names = Object.keys(headers).sort();
  const signed = names.join(';');
  const canonical = [
    'POST',
    url.pathname,
    '',
    ...names.map((name) => `${name}:${headers[name] ?? ''}`),
    '',
    signed,
    sha256(body),
  ].join('\n');
  const credentialScope = `${day}/${scope.region}/${scope.service}/aws4_request`;
  const toSign = `AWS4-HMAC-SHA256\n${time}\n${credentialScope}\n${sha256(canonical)}`;
  const key = [scope.region, scope.service, 'aws4_request'].reduce(hmac, hmac(`AWS4${secretAccessKey}`, day));
  const signature = hmac(key, toSign).toString('hex');
  return {
    ...headers,
    authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${credentialScope}, SignedHeaders=${signed}, Signature=${signature}`,
  };
};
