import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { request, type IncomingHttpHeaders, type Server } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { listen } from '../listen';
import { createLog } from '../log';
import { createPublicServer } from './public-server';

const script = 'console.log("hello")';
// openssl dgst -sha256 -binary | base64
const scriptHash = 'sha256-Ql3n7tC/2D6wSTlQY8RcOKXhq02zfdaSDviOhpvbYWw=';
const page = `<!doctype html><title>Trellis</title><script>${script}</script>`;

let directory: string;
let server: Server;
let port: number;
let invoked: { name: string; event: unknown }[];
let answer: unknown;

beforeAll(async () => {
  directory = await mkdtemp(`${tmpdir()}/trellis-server-`);
  await mkdir(`${directory}/dashboard/assets`, { recursive: true });
  await writeFile(`${directory}/secret.json`, '"outside"');
  await writeFile(`${directory}/dashboard/index.html`, page);
  await writeFile(`${directory}/dashboard/assets/main-abc.js`, script);
  await writeFile(`${directory}/dashboard/assets/main-abc.js.br`, brotliCompressSync(script));
  server = createPublicServer({
    dashboard: { directory: `${directory}/dashboard`, exampleRepository: '/example' },
    api: {
      handleRequest: (_req, res) => void res.end('the API'),
      handleUpgrade: (_req, socket) => void socket.end('HTTP/1.1 101 Switching Protocols\r\n\r\n'),
      close: () => Promise.resolve(),
      connections: () => 0,
    },
    runner: {
      invoke: (name, event) => {
        invoked.push({ name, event });
        if (answer instanceof Error) return Promise.reject(answer);
        return Promise.resolve(answer);
      },
      warm: () => Promise.resolve(),
    },
    log: createLog(() => undefined),
    tunnelUrl: 'https://tunnel.example.com',
  });
  port = await listen(server, {});
});

beforeEach(() => {
  invoked = [];
  answer = { statusCode: 200, body: '{}' };
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await rm(directory, { recursive: true, force: true });
});

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** A request as it is written, where `fetch` would tidy it up. */
const ask = (
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
  body = '',
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const req = request({ host: '127.0.0.1', port, path, method, headers }, (res) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('end', () =>
        resolve({ status: res.statusCode ?? 0, headers: res.headers, body: Buffer.concat(chunks) }),
      );
    });
    req.on('error', reject);
    req.end(body);
  });

const upgrade = (headers: string): Promise<string> =>
  new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () =>
      socket.write(
        `GET /graphql/realtime HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${headers}\r\n`,
      ),
    );
    socket.on('data', (data) => (text += data.toString()));
    socket.on('end', () => resolve(text));
    socket.on('error', reject);
  });

test.each([
  ['no Host of ours', { host: 'evil.example' }],
  ['a Host of ours with another port', { host: '127.0.0.1:1' }],
  ['the Origin of another page', { origin: 'http://evil.example' }],
  ['the Origin of another server on this machine', { origin: 'http://127.0.0.1:1' }],
  ['no Origin that could be told', { origin: 'null' }],
])('a request with %s is refused with one sentence', async (_what, headers) => {
  for (const path of ['/', '/graphql', '/config.json', '/webhooks/github']) {
    const { status, body } = await ask(path, headers);
    expect(status).toBe(403);
    expect(body.toString()).toMatch(/^This server answers to [^.]+(?:\.[^.]+)*\.\n$/);
  }
  expect(invoked).toEqual([]);
});

test('the tunnel’s name brings webhook deliveries, and nothing else', async () => {
  const host = 'tunnel.example.com';
  expect((await ask('/webhooks/github', { host }, 'POST', '{}')).status).toBe(200);
  for (const [path, method] of [
    ['/webhooks/github', 'GET'],
    ['/webhooks/github/', 'POST'],
    ['/webhooks/github?x', 'POST'],
    ['/auth/session', 'POST'],
    ['/graphql', 'POST'],
    ['/', 'GET'],
  ] as const)
    expect((await ask(path, { host }, method)).status).toBe(403);
  const page = { host, origin: 'https://tunnel.example.com' };
  expect((await ask('/webhooks/github', page, 'POST', '{}')).status).toBe(403);
});

test('our own names and pages are answered', async () => {
  for (const name of ['127.0.0.1', 'localhost', '[::1]', 'LOCALHOST']) {
    const own = `${name}:${port}`;
    expect((await ask('/graphql', { host: own, origin: `http://${own}` })).body.toString()).toBe('the API');
  }
});

test('an upgrade from a foreign page is refused, one from our own is not', async () => {
  const foreign = await upgrade(`Host: 127.0.0.1:${port}\r\nOrigin: http://evil.example\r\n`);
  expect(foreign).toMatch(/^HTTP\/1\.1 403 Forbidden/);
  const rebound = await upgrade('Host: evil.example\r\n');
  expect(rebound).toMatch(/^HTTP\/1\.1 403 Forbidden/);
  const own = await upgrade(`Host: localhost:${port}\r\nOrigin: http://localhost:${port}\r\n`);
  expect(own).toMatch(/^HTTP\/1\.1 101/);
});

test('a page has a policy that lets run nothing but its own scripts', async () => {
  const { headers, body } = await ask('/');
  expect(body.toString()).toBe(page);
  const policy = headers['content-security-policy'];
  expect(policy).toContain(`script-src 'self' '${scriptHash}'`);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-cache',
  });
});

test('paths of the application give the page, missing files do not', async () => {
  expect((await ask('/apps/some.app/deployments/dep_1')).body.toString()).toBe(page);
  expect((await ask('/assets/gone.js')).status).toBe(404);
  expect((await ask('/favicon.svg')).status).toBe(404);
});

test('hashed files are kept for ever and come as small as the browser takes them', async () => {
  const small = await ask('/assets/main-abc.js', { 'accept-encoding': 'gzip, br' });
  expect(small.headers).toMatchObject({
    'content-encoding': 'br',
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
  });
  expect(brotliDecompressSync(small.body).toString()).toBe(script);
  const plain = await ask('/assets/main-abc.js');
  expect(plain.headers['content-encoding']).toBeUndefined();
  const again = await ask('/assets/main-abc.js', { 'if-none-match': plain.headers.etag ?? '' });
  expect(again.status).toBe(304);
});

test.each([
  '/../secret.json',
  '/assets/../../secret.json',
  '/%2e%2e/secret.json',
  '/..%2fsecret.json',
  '//secret.json',
])('nothing outside the dashboard is served: %s', async (path) => {
  expect((await ask(path)).body.toString()).not.toContain('outside');
});

test('a route hands its function the raw body and the headers, and answers what it gives', async () => {
  answer = {
    statusCode: 202,
    headers: { 'X-Own': 'yes' },
    cookies: ['a=1; HttpOnly', 'b=2'],
    body: '{"taken":true}',
  };
  const body = '{ "ref": "ü" }';
  const given = await ask(
    '/webhooks/github?x=1',
    { 'content-type': 'application/json', 'X-Hub-Signature-256': 'sha256=abc', cookie: 'c=3; d=4' },
    'POST',
    body,
  );
  expect(given.status).toBe(202);
  expect(given.headers).toMatchObject({
    'x-own': 'yes',
    'set-cookie': ['a=1; HttpOnly', 'b=2'],
    'content-type': 'application/json',
  });
  expect(given.body.toString()).toBe('{"taken":true}');
  expect(invoked).toMatchObject([
    {
      name: 'githubWebhook',
      event: {
        version: '2.0',
        routeKey: 'POST /webhooks/github',
        rawPath: '/webhooks/github',
        rawQueryString: 'x=1',
        headers: { 'x-hub-signature-256': 'sha256=abc' },
        cookies: ['c=3', 'd=4'],
        body,
        isBase64Encoded: false,
        requestContext: { http: { method: 'POST', path: '/webhooks/github', sourceIp: '127.0.0.1' } },
      },
    },
  ]);
});

test('a body that is no text comes to the function as it was sent', async () => {
  await ask('/webhooks/github', { 'content-type': 'application/octet-stream' }, 'POST', 'bytes');
  expect(invoked).toMatchObject([
    { event: { body: Buffer.from('bytes').toString('base64'), isBase64Encoded: true } },
  ]);
});

test('a body over 25 MB is refused, and a sender that reads only afterwards gets to know why', async () => {
  const size = 26 * 1024 * 1024;
  const text = await new Promise<string>((resolve, reject) => {
    const socket = connect(port, '127.0.0.1').on('error', reject).pause();
    let received = '';
    socket.on('data', (data) => (received += data.toString()));
    socket.on('end', () => resolve(received));
    socket.write(
      `POST /webhooks/github HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Length: ${size}\r\n\r\n`,
    );
    socket.write(Buffer.alloc(size), () => socket.resume());
  });
  expect(text).toMatch(/^HTTP\/1\.1 413 .*The body is larger than 25 MB\.\n/s);
  expect(invoked).toEqual([]);
});

test('a body that says it is much longer is refused before it is read', async () => {
  const given = await ask('/webhooks/github', { 'content-length': String(2 ** 40) }, 'POST').catch(
    () => undefined,
  );
  expect(given?.status ?? 413).toBe(413);
  expect(invoked).toEqual([]);
});

test('a function that fails gives an error that tells nothing of its inside', async () => {
  answer = new Error('the password is swordfish');
  const given = await ask('/auth/session', {}, 'POST', '{}');
  expect(given.status).toBe(500);
  expect(given.body.toString()).not.toContain('swordfish');
});

test('another method or path of the routes is refused', async () => {
  expect((await ask('/webhooks/github')).status).toBe(405);
  expect((await ask('/auth/other', {}, 'POST')).status).toBe(405);
  expect((await ask('/apps', {}, 'POST')).status).toBe(405);
});
