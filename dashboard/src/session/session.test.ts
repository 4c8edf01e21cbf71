import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { resolveGraphqlUrl } from './config';
import { Session, takeCode } from './session';

const grant = (token = 'one') => ({
  accessToken: token,
  expiresAt: new Date(Date.now() + 900_000).toISOString(),
  viewer: { id: 'mem_1', name: 'owner', permissions: ['read'] },
});
const answer = (status: number, body: object): Response => new Response(JSON.stringify(body), { status });
const refusal = answer.bind(null, 401, {
  error: { code: 'auth.missing', message: 'No.', nextStep: 'Sign in.' },
});

const host = vi.fn<(path: string) => Promise<Response>>();

beforeEach(() => {
  host.mockReset();
  vi.stubGlobal('fetch', host);
  window.history.replaceState(null, '', '/');
});
afterEach(() => vi.unstubAllGlobals());

describe('signing in', () => {
  it('takes the code out of the address at once', async () => {
    window.history.replaceState(null, '', '/apps/x?y=1#code=abc');
    host.mockResolvedValue(answer(200, grant()));
    const session = new Session();
    const started = session.start();
    expect(window.location.href).toMatch(/\/apps\/x\?y=1$/);
    await started;
    expect(host).toHaveBeenCalledWith('/auth/session', expect.objectContaining({ body: '{"code":"abc"}' }));
    expect(session.getState()).toMatchObject({ status: 'signed-in', viewer: { name: 'owner' } });
  });

  it('leaves other hashes alone', () => {
    expect(takeCode('http://x.example/d#L12')).toEqual({ rest: '/d#L12' });
  });

  it('uses the cookie when there is no code', async () => {
    host.mockResolvedValue(answer(200, grant()));
    const session = new Session();
    await session.start();
    expect(host).toHaveBeenCalledWith('/auth/refresh', expect.anything());
    expect(session.getState().status).toBe('signed-in');
  });

  it('says why a used link does not work, unless the browser is signed in already', async () => {
    window.history.replaceState(null, '', '/#code=used');
    host.mockImplementation(() => Promise.resolve(refusal()));
    const session = new Session();
    await session.start();
    expect(session.getState()).toMatchObject({ status: 'signed-out', error: { nextStep: 'Sign in.' } });
  });

  it('renews a token once, however many calls want one', async () => {
    host.mockResolvedValue(answer(200, grant('two')));
    const session = new Session();
    expect(await Promise.all([session.token(), session.token(), session.refresh()])).toEqual([
      'two',
      'two',
      'two',
    ]);
    expect(host).toHaveBeenCalledTimes(1);
  });

  it('keeps a session while the host is away, and ends it when the host refuses', async () => {
    host.mockResolvedValueOnce(answer(200, grant()));
    const session = new Session();
    await session.start();
    host.mockRejectedValueOnce(new TypeError('away'));
    await expect(session.refresh()).rejects.toThrow();
    expect(session.getState().status).toBe('signed-in');
    host.mockResolvedValueOnce(refusal());
    await expect(session.refresh()).rejects.toThrow();
    expect(session.getState().status).toBe('signed-out');
  });
});

describe('the address of the API', () => {
  it.each([
    ['http://127.0.0.1:4010/graphql', 'http://localhost:4010/', 'http://localhost:4010/graphql'],
    ['http://127.0.0.1:4010/graphql', 'http://localhost:5173/', 'http://127.0.0.1:4010/graphql'],
    ['/graphql', 'http://localhost:4010/apps/x', 'http://localhost:4010/graphql'],
    ['https://api.example/graphql', 'https://trellis.example/', 'https://api.example/graphql'],
  ])('%s, seen from %s, is %s', (configured, page, expected) => {
    expect(resolveGraphqlUrl(configured, page)).toBe(expected);
  });
});
