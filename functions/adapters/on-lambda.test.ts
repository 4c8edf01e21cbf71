/** What functions send to AWS from a Lambda: signed with the temporary credentials of a role, to AWS's own addresses. */
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { verifySignature, type SignatureVerdict } from '../../local/appsync/auth/sigv4';

vi.mock('node:timers/promises', () => ({ setTimeout: () => Promise.resolve() }));

const role = {
  accessKeyId: 'ASIAROLE',
  secretAccessKey: 'role-secret',
  sessionToken: 'role/session+token==',
};
const principal = {
  ...role,
  accountId: '111111111111',
  userArn: 'arn:aws:sts::111111111111:assumed-role/trellis/fn',
};

let verdict: SignatureVerdict | undefined;
/** Answers by operation, or for the API; the last one is given again and again. */
const answers = new Map<string, { status: number; body: string }[]>();
const asked: string[] = [];

const server = createServer((req, res) => {
  void buffer(req).then(async (body) => {
    const operation =
      String(req.headers['x-amz-target'] ?? 'api')
        .split('.')
        .pop() ?? '';
    const request = { method: req.method ?? '', url: req.url ?? '', headers: req.headers, body };
    verdict = await verifySignature(request, (id) => (id === role.accessKeyId ? principal : undefined));
    asked.push(operation);
    const left = answers.get(operation) ?? [];
    const { status, body: text } = (left.length > 1 ? left.shift() : left[0]) ?? { status: 500, body: '' };
    res.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(text);
  });
});

const answer = (operation: string, ...given: [status: number, body: object | string][]): void =>
  void answers.set(
    operation,
    given.map(([status, body]) => ({ status, body: typeof body === 'string' ? body : JSON.stringify(body) })),
  );

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  vi.resetModules();
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  for (const [name, value] of Object.entries({
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: role.accessKeyId,
    AWS_SECRET_ACCESS_KEY: role.secretAccessKey,
    AWS_SESSION_TOKEN: role.sessionToken,
    AWS_ENDPOINT_URL: base,
    TRELLIS_API_URL: `${base}/graphql`,
    TRELLIS_BUCKET_URL: `${base}/trellis-artifacts-111111111111`,
    TRELLIS_SECRET_PREFIX: 'trellis',
  }))
    vi.stubEnv(name, value);
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.useRealTimers();
  answers.clear();
  asked.length = 0;
});

describe('a call of the API', () => {
  test('is signed for AppSync with the session of the role', async () => {
    answer('api', [200, { data: { viewer: null } }]);
    const { callApi } = await import('./graphql');
    await callApi('{ viewer { id } }', { text: 'Grüße' });
    expect(verdict).toMatchObject({
      ok: true,
      service: 'appsync',
      region: 'eu-central-1',
      accessKeyId: role.accessKeyId,
    });
  });

  test.each<[string, number, string, object]>([
    [
      'AppSync’s refusal',
      401,
      '{"errors":[{"errorType":"UnauthorizedException","message":"No."}]}',
      { code: 'UnauthorizedException' },
    ],
    ['a page of a proxy', 502, '<html>', { code: 'internal.unexpected', message: 'The API answered 502' }],
  ])('says what came back: %s', async (_what, status, body, error) => {
    answer('api', [status, body]);
    const { callApi } = await import('./graphql');
    await expect(callApi('{ viewer { id } }', {})).rejects.toMatchObject(error);
  });
});

describe('an address of an artifact', () => {
  const Bucket = 'trellis-artifacts-111111111111';
  const Key = 'artifacts/app_1/dep_1.tar.gz';

  test.each([
    ['read', new GetObjectCommand({ Bucket, Key })],
    ['write', new PutObjectCommand({ Bucket, Key })],
  ] as const)(
    'to %s is the one that the SDK’s own presigner gives, on the bucket’s own host',
    async (use, command) => {
      vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-25T23:00:00Z') });
      vi.stubEnv('AWS_ENDPOINT_URL', undefined);
      vi.stubEnv('TRELLIS_BUCKET_URL', `https://${Bucket}.s3.eu-central-1.amazonaws.com`);
      const { artifactReadUrl, artifactWriteUrl } = await import('./artifacts');
      const ours = new URL(await (use === 'read' ? artifactReadUrl : artifactWriteUrl)(Key));
      const s3 = new S3Client({
        requestChecksumCalculation: 'WHEN_REQUIRED',
        responseChecksumValidation: 'WHEN_REQUIRED',
      });
      const theirs = new URL(await getSignedUrl(s3, command, { expiresIn: 3_600 }));
      expect(ours.origin + ours.pathname).toBe(theirs.origin + theirs.pathname);
      expect(Object.fromEntries(ours.searchParams)).toEqual(Object.fromEntries(theirs.searchParams));
      expect(ours.searchParams.get('X-Amz-Security-Token')).toBe(role.sessionToken);
    },
  );

  test('is signed so that it can be used', async () => {
    const { artifactReadUrl } = await import('./artifacts');
    await fetch(await artifactReadUrl('artifacts/app_1/dep_1.tar.gz'));
    expect(verdict).toMatchObject({ ok: true, service: 's3' });
  });
});

describe('a secret that was just removed', () => {
  const leaving = {
    __type: 'InvalidRequestException',
    message:
      'You can’t create this secret because a secret with this name is already scheduled for deletion.',
  };

  test('is not there any more', async () => {
    answer('GetSecretValue', [400, leaving]);
    const { readSecret } = await import('./secrets');
    expect(await readSecret('env_1/KEY')).toBeUndefined();
  });

  test('can be made anew once its name is free', async () => {
    answer('PutSecretValue', [400, leaving]);
    answer('CreateSecret', [400, leaving], [400, leaving], [200, {}]);
    const { writeSecret } = await import('./secrets');
    await writeSecret('env_1/KEY', 'value');
    expect(asked.filter((operation) => operation === 'CreateSecret')).toHaveLength(3);
  });

  test('is refused for another reason at once', async () => {
    answer('PutSecretValue', [
      400,
      { __type: 'InvalidRequestException', message: 'It is managed by another service.' },
    ]);
    const { writeSecret } = await import('./secrets');
    await expect(writeSecret('env_1/KEY', 'value')).rejects.toThrow('managed by another service');
  });
});
