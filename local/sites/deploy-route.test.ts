import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestHost, type TestHost } from './test-host';

const says = (text: string): string =>
  `export const handler = async () => ({ statusCode: 200, body: ${JSON.stringify(text)} });`;
const upload = (change: Record<string, unknown>): string =>
  JSON.stringify({ handler: 'index.handler', files: [{ path: 'index.mjs', content: 'MQ==' }], ...change });
const codeOf = async (response: Response): Promise<string> => {
  const { error } = (await response.json()) as { error: { code: string } };
  return error.code;
};

let host: TestHost;
beforeEach(async () => {
  host = await startTestHost();
});
afterEach(() => host.close());

describe('deploying a site', () => {
  it('answers with the URL at which the application is then served', async () => {
    const { url } = (await (await host.deploy('shop/development', says('one'))).json()) as { url: string };
    expect(url).toBe(`${host.url}/shop/development/`);
    expect(await (await fetch(url)).text()).toBe('one');
  });

  it('replaces what was there, in one environment only', async () => {
    await host.deploy('shop/development', says('one'));
    await host.deploy('shop/production', says('one'));
    await host.deploy('shop/development', says('two'));
    expect(await (await host.get('/shop/development/')).text()).toBe('two');
    expect(await (await host.get('/shop/production/')).text()).toBe('one');
  });

  it('keeps the old version live when the new one cannot start, and says why', async () => {
    await host.deploy('shop/development', says('one'));
    const refused = await host.deploy('shop/development', 'throw new Error("no such table")');
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain('no such table');
    expect(await (await host.get('/shop/development/')).text()).toBe('one');
  });

  it('takes deployments of one site one after the other, so that one of them is served whole', async () => {
    const both = [host.deploy('shop/development', says('one')), host.deploy('shop/development', says('two'))];
    expect((await Promise.all(both)).map(({ status }) => status)).toEqual([200, 200]);
    expect(['one', 'two']).toContain(await (await host.get('/shop/development/')).text());
  });

  it('removes a site, and removing what is not there is no error', async () => {
    await host.deploy('shop/development', says('one'));
    expect((await host.remove('shop/development')).status).toBe(204);
    expect((await host.get('/shop/development/')).status).toBe(404);
    expect((await host.remove('shop/development')).status).toBe(204);
    expect((await host.deploy('shop/development', says('again'))).status).toBe(200);
    expect(await (await host.get('/shop/development/')).text()).toBe('again');
  });
});

describe('what is refused', () => {
  it('refuses a missing and a wrong token, and changes nothing', async () => {
    const missing = await fetch(`${host.url}/sites/shop/development`, { method: 'PUT', body: upload({}) });
    expect([missing.status, await codeOf(missing)]).toEqual([401, 'auth.missing']);
    for (const token of ['wrong', `${host.sites.token}x`, host.sites.token.slice(1), '']) {
      const response = await host.put('/sites/shop/development', upload({}), token);
      expect(response.status).toBe(401);
    }
    expect((await host.get('/shop/development/')).status).toBe(404);
  });

  it.each([
    '/sites/shop',
    '/sites/shop/',
    '/sites/Shop/development',
    '/sites/shop/dev$(id)',
    '/sites/shop/..%2f..',
    '/sites/-shop/development',
    '/sites/shop/development/more',
    `/sites/${'a'.repeat(64)}/development`,
    '/sites/%F0%9F%92%A5/development',
  ])('refuses the name in %s', async (path) => {
    const response = await host.put(path, upload({}));
    expect([response.status, await codeOf(response)]).toEqual([400, 'input.invalid']);
  });

  it.each([
    '../index.mjs',
    '/etc/passwd',
    'a/../../b',
    'a//b',
    './a',
    'a\\b',
    'C:/a',
    'a\u0000b',
    '',
    'a'.repeat(600),
  ])('refuses a file at %j', async (path) => {
    const response = await host.put(
      '/sites/shop/development',
      upload({ files: [{ path, content: 'MQ==' }] }),
    );
    expect([response.status, await codeOf(response)]).toEqual([400, 'input.invalid']);
    expect(await readdir(join(host.dataDir, 'sites'))).toEqual(['token']);
  });

  it.each([
    ['no JSON', '{'],
    ['a list', '[]'],
    ['no files', upload({ files: [] })],
    ['the same path twice', upload({ files: [1, 2].map(() => ({ path: 'a', content: 'MQ==' })) })],
    ['a file that is a folder', upload({ files: ['a', 'a/b'].map((path) => ({ path, content: 'MQ==' })) })],
    ['content that is no base64', upload({ files: [{ path: 'a', content: '§' }] })],
    ['a handler outside', upload({ handler: '../../evil.handler' })],
    ['a handler without a function', upload({ handler: 'index' })],
    ['a variable with a bad name', upload({ variables: { 'A B': '1' } })],
    ['an unknown field', upload({ shell: 'rm -rf /' })],
  ])('refuses a body with %s', async (_, body) => {
    const response = await host.put('/sites/shop/development', body);
    expect([response.status, await codeOf(response)]).toEqual([400, 'input.invalid']);
  });

  it('refuses an upload over 50 MB', async () => {
    const response = await host.put('/sites/shop/development', 'x'.repeat(50 * 1024 * 1024 + 1));
    expect([response.status, await codeOf(response)]).toEqual([400, 'input.too_large']);
  });
});

describe('the token', () => {
  it('is readable by its owner only and the same after a restart', async () => {
    expect((await stat(join(host.dataDir, 'sites', 'token'))).mode & 0o777).toBe(0o600);
    const again = await startTestHost({ dataDir: host.dataDir });
    expect(again.sites.token).toBe(host.sites.token);
    await again.close(true);
  });
});
