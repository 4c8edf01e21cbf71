/** AWS Signature Version 4: the canonical form of a request, and keys. */
import { createHash, createHmac } from 'node:crypto';

export const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');

const hmac = (key: string | Buffer, data: string): Buffer =>
  createHmac('sha256', key).update(data, 'utf8').digest();

/** RFC 3986, as AWS wants it. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '));
  } catch {
    return text;
  }
};

/** The parameters of a raw query string, decoded. */
export const queryEntries = (query: string): [string, string][] =>
  query
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const at = part.indexOf('=');
      return at < 0 ? [decode(part), ''] : [decode(part.slice(0, at)), decode(part.slice(at + 1))];
    });

export const canonicalQuery = (entries: readonly (readonly [string, string])[]): string =>
  entries
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([a, x], [b, y]) => (a === b ? (x < y ? -1 : x > y ? 1 : 0) : a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');

/** The path as it was sent; every service but S3 encodes it once more. */
export function canonicalPath(path: string, service: string): string {
  if (path === '') return '/';
  return service === 's3' ? path : path.split('/').map(encode).join('/');
}

export interface SignatureScope {
  date: string;
  region: string;
  service: string;
}

const keys = new Map<string, Buffer>();
const MAX_KEYS = 100;

/** The key of a day, region and service; derived once. */
export function signingKey(secret: string, scope: SignatureScope): Buffer {
  const id = [secret, scope.date, scope.region, scope.service].join('\n');
  const known = keys.get(id);
  if (known) return known;
  if (keys.size >= MAX_KEYS) keys.clear();
  const key = [scope.date, scope.region, scope.service, 'aws4_request'].reduce<string | Buffer>(
    hmac,
    `AWS4${secret}`,
  ) as Buffer;
  keys.set(id, key);
  return key;
}

export const sign = (key: Buffer, text: string): Buffer => hmac(key, text);
