import { Sha256 } from '@aws-crypto/sha256-js';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { SignatureV4 } from '@smithy/signature-v4';
import { createServer, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { IamPrincipal } from '../types';
import { type SignedRequest, verifySignature } from './sigv4';

const KEYS = { accessKeyId: 'AKIATEST', secretAccessKey: 'a secret/with+signs' };
const principal: IamPrincipal = {
  secretAccessKey: KEYS.secretAccessKey,
  userArn: 'arn:aws:iam::123456789012:user/ann',
  accountId: '123456789012',
};
const find = (id: string): IamPrincipal | undefined => (id === KEYS.accessKeyId ? principal : undefined);
const NOW = Date.UTC(2026, 10, 23, 7, 0, 0);

interface Parts {
  path?: string;
  query?: Record<string, string>;
  body?: string;
  service?: string;
  credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  headers?: Record<string, string>;
}

/** Signs with AWS's own signer, and gives the request as a server sees it. */
async function signed({
  path = '/graphql',
  query = {},
  body = '{"query":"{ a }"}',
  service = 'appsync',
  credentials = KEYS,
  headers = {},
}: Parts = {}): Promise<SignedRequest> {
  const signer = new SignatureV4({
    service,
    region: 'local',
    credentials,
    sha256: Sha256,
    uriEscapePath: service !== 's3',
  });
  const request = await signer.sign(
    {
      method: 'POST',
      protocol: 'http:',
      hostname: '127.0.0.1',
      path,
      query,
      headers: { host: '127.0.0.1:4010', ...headers },
      body,
    },
    { signingDate: new Date(NOW) },
  );
  const search = new URLSearchParams(query).toString();
  return { method: 'POST', url: search === '' ? path : `${path}?${search}`, headers: request.headers, body };
}

describe('signatures in headers', () => {
  it('are accepted, and name the signer, the region and the service', async () => {
    expect(await verifySignature(await signed(), find, NOW)).toEqual({
      ok: true,
      accessKeyId: KEYS.accessKeyId,
      principal,
      region: 'local',
      service: 'appsync',
    });
  });

  it.each<[string, Parts]>([
    ['a path with encoded signs', { path: '/a%20b/%C3%A9/graphql' }],
    ['a query with spaces, equal names and signs', { query: { 'a b': "x y+z/='()*", B: '2', A: '' } }],
    ['an empty body', { body: '' }],
    ['header values with spaces', { headers: { 'x-amz-user-agent': '  a   b  ' } }],
    ['S3, which does not encode paths twice', { path: '/bucket/a%20b', service: 's3' }],
  ])('are accepted for %s', async (_what, parts) => {
    expect(await verifySignature(await signed(parts), find, NOW)).toMatchObject({ ok: true });
  });

  it.each<[string, (request: SignedRequest) => SignedRequest, string]>([
    ['another body', (request) => ({ ...request, body: '{}' }), 'InvalidSignatureException'],
    ['another path', (request) => ({ ...request, url: '/other' }), 'InvalidSignatureException'],
    ['another query', (request) => ({ ...request, url: '/graphql?admin=1' }), 'InvalidSignatureException'],
    ['another method', (request) => ({ ...request, method: 'PUT' }), 'InvalidSignatureException'],
    [
      'another host',
      (request) => ({ ...request, headers: { ...request.headers, host: 'evil' } }),
      'InvalidSignatureException',
    ],
    [
      'no signature at all',
      (request) => ({ ...request, headers: { host: '127.0.0.1' } }),
      'MissingAuthenticationToken',
    ],
    [
      'half a signature',
      (request) => ({ ...request, headers: { ...request.headers, authorization: 'AWS4-HMAC-SHA256 x' } }),
      'IncompleteSignature',
    ],
    [
      'a host that is not signed',
      (request) => ({
        ...request,
        headers: {
          ...request.headers,
          authorization: String(request.headers['authorization']).replace('host;', ''),
        },
      }),
      'IncompleteSignature',
    ],
  ])('are refused with %s', async (_what, change, errorType) => {
    expect(await verifySignature(change(await signed()), find, NOW)).toMatchObject({ ok: false, errorType });
  });

  it('are refused when nobody holds the key, or the secret is another', async () => {
    const unknown = await signed({ credentials: { accessKeyId: 'AKIAOTHER', secretAccessKey: 'x' } });
    const wrong = await signed({ credentials: { ...KEYS, secretAccessKey: 'x' } });

    expect(await verifySignature(unknown, find, NOW)).toMatchObject({
      errorType: 'UnrecognizedClientException',
    });
    expect(await verifySignature(wrong, find, NOW)).toMatchObject({ errorType: 'InvalidSignatureException' });
  });

  it.each([
    [-6, false],
    [-4, true],
    [4, true],
    [6, false],
  ])('hold %i minutes from now: %s', async (minutes, ok) => {
    expect(await verifySignature(await signed(), find, NOW - minutes * 60_000)).toMatchObject({ ok });
  });

  it('need the session token of temporary credentials', async () => {
    const temporary = (id: string) => ({ ...(find(id) ?? principal), sessionToken: 'token' });
    const withToken = await signed({ credentials: { ...KEYS, sessionToken: 'token' } });

    expect(await verifySignature(withToken, temporary, NOW)).toMatchObject({ ok: true });
    expect(await verifySignature(await signed(), temporary, NOW)).toMatchObject({
      errorType: 'UnrecognizedClientException',
    });
  });

  it('leave the body out for S3 only', async () => {
    const parts = { headers: { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } };
    const s3 = await signed({ ...parts, service: 's3', path: '/b/k' });
    const other = await signed(parts);

    expect(await verifySignature({ ...s3, body: 'anything' }, find, NOW)).toMatchObject({ ok: true });
    expect(await verifySignature({ ...other, body: 'anything' }, find, NOW)).toMatchObject({ ok: false });
  });
});

describe('presigned URLs', () => {
  const s3 = new S3Client({
    region: 'local',
    endpoint: 'http://127.0.0.1:9',
    credentials: KEYS,
    forcePathStyle: true,
  });
  const presign = async (expiresIn = 60): Promise<SignedRequest> => {
    const url = new URL(
      await getSignedUrl(s3, new PutObjectCommand({ Bucket: 'artifacts', Key: 'dep 1/a+b.tgz' }), {
        expiresIn,
        signingDate: new Date(NOW),
      }),
    );
    return { method: 'PUT', url: url.pathname + url.search, headers: { host: url.host }, body: 'anything' };
  };

  it('are accepted until they expire, whatever the body', async () => {
    const request = await presign(60);

    expect(await verifySignature(request, find, NOW + 59_000)).toMatchObject({ ok: true, service: 's3' });
    expect(await verifySignature(request, find, NOW + 61_000)).toMatchObject({ errorType: 'RequestExpired' });
  });

  it('are refused for another key or method', async () => {
    const request = await presign();

    for (const changed of [
      { ...request, url: request.url.replace('dep%201', 'dep%202') },
      { ...request, method: 'DELETE' },
      { ...request, url: request.url.replace('X-Amz-Expires=60', 'X-Amz-Expires=6000') },
    ])
      expect(await verifySignature(changed, find, NOW)).toMatchObject({
        errorType: 'InvalidSignatureException',
      });
  });
});

describe('requests of a real SDK client', () => {
  it('verify as they arrive on the wire', async () => {
    const seen: Promise<unknown>[] = [];
    const server = createServer((request: IncomingMessage, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { method = '', url = '', headers } = request;
        seen.push(verifySignature({ method, url, headers, body: Buffer.concat(chunks) }, find));
        response.end();
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const s3 = new S3Client({
      region: 'local',
      endpoint: `http://127.0.0.1:${port}`,
      credentials: KEYS,
      forcePathStyle: true,
    });

    await s3.send(new PutObjectCommand({ Bucket: 'b', Key: 'a b/é+(1).txt', Body: 'text' }));
    await s3.send(new GetObjectCommand({ Bucket: 'b', Key: 'x' }));

    expect(await Promise.all(seen)).toMatchObject([{ ok: true }, { ok: true }]);
    s3.destroy();
    server.close();
  });
});
