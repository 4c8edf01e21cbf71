import { describe, expect, test, vi } from 'vitest';
import { createApiToken, createSignInCode } from './adapters/sign-in';
import { invokeFunction } from './testing/api';
import { useInstallation } from './testing/installation';

useInstallation();

interface Answer {
  statusCode: number;
  body?: string;
  cookies?: string[];
}

const post = (path: string, body?: unknown, more: object = {}): Promise<Answer> =>
  invokeFunction('session', {
    rawPath: path,
    headers: { 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
    isBase64Encoded: false,
    ...more,
  }) as Promise<Answer>;

const bodyOf = ({ body }: Answer) =>
  JSON.parse(body ?? '') as { accessToken: string; expiresAt: string; viewer: object };
const cookieOf = ({ cookies }: Answer): string => cookies?.[0]?.split(';')[0] ?? '';

const authorize = (authorizationToken: string) =>
  invokeFunction('authorizer', { authorizationToken, requestContext: {}, requestHeaders: {} });

const signIn = async () => post('/auth/session', { code: await createSignInCode('ann') });

describe('signing in', () => {
  test('gives a token that the API takes, and a cookie that no script can read', async () => {
    const answer = await signIn();
    expect(answer.statusCode).toBe(200);
    expect(answer.cookies?.[0]).toMatch(
      /^trellis_test=[^;]+; HttpOnly; SameSite=Strict; Path=\/auth; Max-Age=2592000$/,
    );
    expect(bodyOf(answer).viewer).toMatchObject({
      name: 'ann',
      permissions: expect.arrayContaining(['deploy']) as unknown,
    });
    expect(await authorize(`Bearer ${bodyOf(answer).accessToken}`)).toMatchObject({
      isAuthorized: true,
      resolverContext: {
        name: 'ann',
        kind: 'member',
        permissions: expect.stringContaining('deploy') as string,
      },
    });
  });

  test('works once with a code, even for two at the same moment', async () => {
    const code = await createSignInCode('ann');
    const answers = await Promise.all([post('/auth/session', { code }), post('/auth/session', { code })]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 401]);
  });

  test('does not work with a code that is older than ten minutes', async () => {
    const code = await createSignInCode('ann');
    const later = Date.now() + 10 * 60_000 + 1_000;
    vi.spyOn(Date, 'now').mockReturnValue(later);
    expect((await post('/auth/session', { code })).statusCode).toBe(401);
    vi.restoreAllMocks();
  });

  test.each([
    ['an unknown code', { code: 'x' }, {}, 401],
    ['no code', {}, {}, 400],
    ['a list', [], {}, 400],
    ['a form', { code: 'x' }, { headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 400],
    ['10,001 bytes', { code: 'x'.repeat(10_001) }, {}, 413],
  ])('%s is refused with a code of the catalogue', async (_what, body, more, status) => {
    const answer = await post('/auth/session', body, more);
    expect(answer.statusCode).toBe(status);
    expect(JSON.parse(answer.body ?? '')).toMatchObject({
      error: { nextStep: expect.any(String) as string },
    });
  });
});

describe('a session', () => {
  test('is refreshed by its cookie until somebody signs out', async () => {
    const cookies = ['other=1', cookieOf(await signIn())];
    expect(bodyOf(await post('/auth/refresh', undefined, { cookies })).accessToken).toMatch(/^trs_/);
    const out = await post('/auth/sign-out', undefined, { cookies });
    expect(out).toMatchObject({ statusCode: 204, cookies: [expect.stringContaining('Max-Age=0')] });
    expect((await post('/auth/refresh', undefined, { cookies })).statusCode).toBe(401);
  });

  test('needs a cookie of this installation', async () => {
    const [, value = ''] = cookieOf(await signIn()).split('=');
    expect((await post('/auth/refresh')).statusCode).toBe(401);
    expect((await post('/auth/refresh', undefined, { cookies: [`trellis_other=${value}`] })).statusCode).toBe(
      401,
    );
  });
});

describe('the authorizer', () => {
  test('knows an API token by its hash', async () => {
    const token = await createApiToken('script');
    expect(await authorize(token)).toMatchObject({
      isAuthorized: true,
      resolverContext: { kind: 'token', name: 'script' },
    });
  });

  test('refuses a token whose end has come', async () => {
    const { accessToken, expiresAt } = bodyOf(await signIn());
    vi.spyOn(Date, 'now').mockReturnValue(Date.parse(expiresAt));
    expect(await authorize(accessToken)).toMatchObject({ isAuthorized: false });
    vi.restoreAllMocks();
  });

  test('refuses what is forged, changed or empty', async () => {
    const { accessToken } = bodyOf(await signIn());
    const [head = '', signature = ''] = accessToken.split('.');
    const payload = JSON.parse(Buffer.from(head.slice(4), 'base64url').toString()) as object;
    const changed = Buffer.from(JSON.stringify({ ...payload, permissions: 'everything' })).toString(
      'base64url',
    );
    for (const token of [
      '',
      'trs_',
      'trs_x.y',
      'trt_x',
      `trs_${changed}.${signature}`,
      accessToken.slice(0, -1),
      `${accessToken}.more`,
      'x'.repeat(100_000),
    ])
      expect(await authorize(token), token.slice(0, 20)).toMatchObject({ isAuthorized: false });
  });
});
