import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestHost, type TestHost } from './test-host';

let host: TestHost;
beforeEach(async () => {
  host = await startTestHost();
});
afterEach(() => host.close());

/** An application that answers with an expression over `event`, as JSON. */
const answering = (expression: string): string =>
  `export const handler = async (event) => ({ statusCode: 200, body: JSON.stringify(${expression}) });`;
const json = async (path: string, init?: RequestInit): Promise<unknown> =>
  (await host.get(path, init)).json();

describe('events', () => {
  it('have the shape of a Lambda function URL, without the prefix of the site', async () => {
    await host.deploy('shop/development', answering('event'));
    const event = await json('/shop/development/api/version?a=1&b=2&a=3', {
      method: 'POST',
      body: 'hello',
      headers: { 'X-Two': 'yes' },
    });
    expect(event).toMatchObject({
      version: '2.0',
      rawPath: '/api/version',
      rawQueryString: 'a=1&b=2&a=3',
      queryStringParameters: { a: '1,3', b: '2' },
      headers: { 'x-two': 'yes' },
      requestContext: { http: { method: 'POST', path: '/api/version' } },
      body: 'hello',
      isBase64Encoded: false,
    });
  });

  it('carry bytes that are no text as base64', async () => {
    await host.deploy('shop/development', answering('[event.body, event.isBase64Encoded]'));
    const answer = await json('/shop/development/', { method: 'POST', body: new Uint8Array([255, 0, 254]) });
    expect(answer).toEqual(['/wD+', true]);
  });

  it('never carry a cookie of Trellis', async () => {
    await host.deploy('shop/development', answering('[event.cookies, event.headers.cookie]'));
    const answer = await json('/shop/development/', {
      headers: { cookie: 'trellis_4010=secret; theirs=1;  Trellis_x=2' },
    });
    expect(answer).toEqual([['theirs=1'], null]);
  });
});

describe('the environment of an application', () => {
  it('is its own variables and nothing of the host', async () => {
    process.env.HOST_SECRET = 'secret';
    await host.deploy('shop/development', answering('process.env'), { GREETING: 'hi' });
    delete process.env.HOST_SECRET;
    const { GREETING, ...others } = (await json('/shop/development/')) as Record<string, string>;
    expect(GREETING).toBe('hi');
    expect(Object.keys(others).filter((name) => !name.startsWith('NODE_CHANNEL'))).toEqual([]);
  });
});

describe('answers', () => {
  const returning = (source: string): string => `export const handler = async () => (${source});`;

  it('keep status, headers, cookies and bytes', async () => {
    const result = `{ statusCode: 201, headers: { 'x-one': 1 }, cookies: ['a=1', 'b=2'], body: '/wD+', isBase64Encoded: true }`;
    await host.deploy('shop/development', returning(result));
    const response = await host.get('/shop/development/');
    expect([response.status, response.headers.get('x-one')]).toEqual([201, '1']);
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([255, 0, 254]);
  });

  it('without a status are sent as JSON', async () => {
    await host.deploy('shop/development', returning('{ hello: 1 }'));
    const response = await host.get('/shop/development/');
    expect([response.headers.get('content-type'), await response.json()]).toEqual([
      'application/json',
      { hello: 1 },
    ]);
  });

  it('cannot set a cookie of Trellis', async () => {
    await host.deploy(
      'shop/development',
      returning(
        `{ statusCode: 200, cookies: ['trellis_4010=stolen'], headers: { 'set-cookie': 'Trellis_x=1' } }`,
      ),
    );
    expect((await host.get('/shop/development/')).headers.getSetCookie()).toEqual([]);
  });

  it.each([
    ['a status that is no number', `{ statusCode: 'ok' }`],
    ['a header that would split the answer', `{ statusCode: 200, headers: { 'x-one': 'a\\r\\nb: c' } }`],
    ['more than 6 MB', `{ statusCode: 200, body: 'x'.repeat(6 * 1024 * 1024 + 1) }`],
  ])('of %s become a 502', async (_, source) => {
    await host.deploy('shop/development', returning(source));
    expect((await host.get('/shop/development/')).status).toBe(502);
  });
});

describe('addresses', () => {
  it.each(['/', '/shop', '/shop/development/', '/shop/development', '/nobody/here/at/all', '/%00/x/'])(
    'with nothing deployed are a 404 that says so: %s',
    async (path) => {
      const response = await host.get(path, { headers: { accept: 'text/html' }, redirect: 'manual' });
      expect(response.status).toBe(404);
      expect(await response.text()).toContain('Nothing is deployed here.');
    },
  );

  it('without a slash at the end lead to the one with it, query and all', async () => {
    await host.deploy('shop/development', answering('event.rawQueryString'));
    expect(await json('/shop/development?a=1')).toBe('a=1');
  });

  it('refuse a request over 6 MB', async () => {
    await host.deploy('shop/development', answering('1'));
    const response = await host.get('/shop/development/', {
      method: 'POST',
      body: 'x'.repeat(6 * 1024 * 1024 + 1),
    });
    expect(response.status).toBe(413);
  });
});
