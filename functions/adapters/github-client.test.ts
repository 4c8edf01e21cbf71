/** The client of GitHub's API where GitHub is slow, silent, or not where it should be. */
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createPlainServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { githubClient } from './github-client';
import { GitHubFailure } from './github-failure';

const ROUTE = 'GET /app/installations';
/** Far below the ten seconds that one try has when nobody sets less. */
const SOON_MS = 5_000;

let asked = 0;
let answer: RequestListener = () => undefined;
let server: Server;

beforeEach(async () => {
  asked = 0;
  answer = () => undefined;
  server = createServer((req, res) => {
    asked += 1;
    answer(req, res);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  vi.stubEnv('TRELLIS_GITHUB_API_URL', `http://127.0.0.1:${port}`);
  vi.stubEnv('TRELLIS_REPOSITORY_ACCESS', 'any');
});
afterEach(() => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  server.close();
});

const portOf = (of: { address(): unknown }): number => (of.address() as AddressInfo).port;

/** How a call fails, and after how long. */
const failure = async (options: { withinMs: number; retries?: number; host?: string }) => {
  const began = performance.now();
  const client = await githubClient({ host: 'github.com', as: { token: 'ghs_1' }, ...options });
  const error: unknown = await client.request(ROUTE).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return { error, tookMs: performance.now() - began };
};

describe('a GitHub that does not answer', () => {
  test.each<[string, RequestListener]>([
    ['takes the request and says nothing', () => undefined],
    [
      'begins its answer and stops in the middle',
      (_req, res) => void res.writeHead(200, { 'content-type': 'application/json' }).write('[{"id":'),
    ],
    [
      'goes on with its answer without an end',
      (_req, res) => {
        res.writeHead(200, { 'content-type': 'application/json' });
        const more = setInterval(() => res.write(' '), 10);
        res.once('close', () => clearInterval(more));
      },
    ],
  ])('and %s is given up within the time, by an error of the catalogue', async (_how, listener) => {
    answer = listener;
    const { error, tookMs } = await failure({ withinMs: 500 });
    expect(error).toBeInstanceOf(GitHubFailure);
    expect(error).toMatchObject({ code: 'github.unavailable', trouble: 'UNAVAILABLE' });
    expect(tookMs).toBeLessThan(SOON_MS);
    // Nothing was left of the time for another try.
    expect(asked).toBeLessThan(2);
  });

  test('and takes a connection without a word is given up as well', async () => {
    const sockets: Socket[] = [];
    const plain = createPlainServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
    await once(plain, 'listening');
    vi.stubEnv('TRELLIS_GITHUB_API_URL', `http://127.0.0.1:${portOf(plain)}`);
    const { error, tookMs } = await failure({ withinMs: 500 });
    expect(error).toMatchObject({ code: 'github.unavailable' });
    expect(tookMs).toBeLessThan(SOON_MS);
    for (const socket of sockets) socket.destroy();
    plain.close();
  });

  test('and closes the connection is asked again, as often as was said', async () => {
    answer = (req) => void req.socket.destroy();
    const { error } = await failure({ withinMs: 20_000, retries: 1 });
    expect(error).toMatchObject({ code: 'github.unavailable' });
    expect(asked).toBe(2);
  });
});

describe('where only public addresses may be asked', () => {
  beforeEach(() => vi.stubEnv('TRELLIS_REPOSITORY_ACCESS', 'public'));

  test.each(['localhost', '127.0.0.1'])(
    'a GitHub at %s is refused at the moment of connecting, whatever its name led to before',
    async (name) => {
      const host = `${name}:${portOf(server)}`;
      const { error } = await failure({ withinMs: 20_000, host });
      expect(error).toMatchObject({ code: 'github.private_host' });
      expect(asked).toBe(0);
    },
  );
});

test('an answer that sends on elsewhere is given as it is: the token goes nowhere else', async () => {
  answer = (_req, res) => void res.writeHead(301, { location: '/elsewhere' }).end();
  const client = await githubClient({ host: 'github.com', as: { token: 'ghs_1' }, withinMs: 20_000 });
  const { status } = await client.request(ROUTE);
  expect([status, asked]).toEqual([301, 1]);
});
