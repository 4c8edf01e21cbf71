/** Functions behind HTTP routes and the authorizer, through their own handlers, with the requests that AWS hands on. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { FunctionName } from '../wiring';
import { createApiToken, createSignInCode } from './adapters/sign-in';
import { invokeFunction } from './testing/api';
import { makeApp } from './testing/apps';
import { authorizerEvent, httpEvent } from './testing/aws-events';
import { useInstallation } from './testing/installation';
import { payload, SECRET, sign } from './testing/webhook';

const trellis = useInstallation();

describe('an HTTP route', () => {
  const post = async (name: FunctionName, event: unknown) =>
    (await invokeFunction(name, event)) as { statusCode: number; body?: string; cookies?: string[] };
  const push = (body: string) => ({
    'Content-Type': 'application/json; charset=utf-8',
    'X-GitHub-Event': 'push',
    'X-GitHub-Delivery': `guid-${body.length}`,
    'X-Hub-Signature-256': sign(body),
  });
  const lower = (headers: Record<string, string>) =>
    Object.fromEntries(Object.entries(headers).map(([key, value]) => [key.toLowerCase(), value]));
  beforeEach(() => void trellis.aws.secrets.set('trellis-test/webhook', SECRET));

  test.each([
    ['as text', (body: string) => httpEvent('/webhooks/github', lower(push(body)), body)],
    ['in base64', (body: string) => httpEvent('/webhooks/github', lower(push(body)), Buffer.from(body))],
    ['with headers as GitHub writes them', (body: string) => httpEvent('/webhooks/github', push(body), body)],
  ])('takes a signed delivery %s', async (_how, event) => {
    await makeApp();
    const answer = await post(
      'githubWebhook',
      event(payload({ head_commit: { message: 'Grüße', author: { name: 'Zoë' } } })),
    );
    expect(answer.statusCode).toBe(202);
    expect(trellis.aws.tasks).toHaveLength(1);
  });

  test('refuses a delivery whose body is missing, or other bytes than were signed', async () => {
    const body = payload();
    const without = await post('githubWebhook', httpEvent('/webhooks/github', lower(push(body))));
    const other = await post(
      'githubWebhook',
      httpEvent('/webhooks/github', lower(push(body)), Buffer.from(`${body} `)),
    );
    expect([without.statusCode, other.statusCode]).toEqual([401, 401]);
  });

  test('takes cookies from their own list, and marks its own as secure behind https', async () => {
    const json = { 'content-type': 'application/json' };
    const code = JSON.stringify({ code: await createSignInCode('ann') });
    const opened = await post('session', httpEvent('/auth/session', json, Buffer.from(code)));
    expect(opened.cookies?.[0]).toMatch(/; Secure$/);
    const cookies = ['theme=dark', opened.cookies?.[0]?.split(';')[0] ?? ''];
    expect((await post('session', httpEvent('/auth/refresh', {}, undefined, { cookies }))).statusCode).toBe(
      200,
    );
    expect((await post('session', httpEvent('/auth/refresh', {}))).statusCode).toBe(401);
    expect((await post('session', httpEvent('/auth/session', json))).statusCode).toBe(400);
  });
});

describe('a browser that comes back from GitHub', () => {
  test.each<[string, Record<string, string> | undefined]>([
    ['nothing', undefined],
    ['a state that nobody gave', { code: 'code', state: 'state' }],
    ['an error', { error: 'access_denied', state: 'state' }],
  ])('is shown a page when it brings %s', async (_what, queryStringParameters) => {
    const event = httpEvent('/github/callback', {}, undefined, { queryStringParameters });
    const answer = (await invokeFunction('githubReturn', event)) as { statusCode: number; headers: object };
    expect(answer).toMatchObject({
      statusCode: 302,
      headers: { location: expect.stringMatching(/^\/settings\/github\?problem=/) as string },
    });
  });
});

describe('the authorizer', () => {
  const ask = (token: string) => invokeFunction('authorizer', authorizerEvent(token));

  test('knows whose token it is, and hands on texts only, as AppSync wants it', async () => {
    const answer = (await ask(await createApiToken('script'))) as {
      isAuthorized: boolean;
      resolverContext: object;
    };
    expect(answer).toMatchObject({ isAuthorized: true, ttlOverride: 60 });
    expect(Object.values(answer.resolverContext).map((value) => typeof value)).not.toContain('object');
  });

  test.each(['', 'Bearer ', 'Bearer nobody', 'trs_a.b', 'trs_..', 'x'.repeat(100_000)])(
    'refuses %.20s',
    async (token) => {
      expect(await ask(token)).toEqual({ isAuthorized: false, ttlOverride: 0 });
    },
  );
});
