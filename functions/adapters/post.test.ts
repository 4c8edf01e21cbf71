import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { post } from './post';

let server: Server | undefined;

const listen = async (listener: RequestListener): Promise<URL> => {
  server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`);
};

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

test('what is posted arrives byte for byte, and so does the answer, however long they are', async () => {
  const url = await listen((req, res) => {
    void buffer(req).then((body) => res.writeHead(202, { 'x-got': String(body.length) }).end(body));
  });
  const text = '“Grüße” '.repeat(100_000);
  expect(await post(url, { 'content-type': 'application/json' }, Buffer.from(text), 5_000)).toEqual({
    status: 202,
    text,
  });
});

test('one connection serves calls that follow each other', async () => {
  const ports = new Set<number | undefined>();
  const url = await listen((req, res) => {
    ports.add(req.socket.remotePort);
    req.resume().once('end', () => res.end('{}'));
  });
  for (let call = 0; call < 3; call += 1) await post(url, {}, Buffer.from('{}'), 5_000);
  expect(ports.size).toBe(1);
});

test.each<[string, RequestListener]>([
  ['no answer comes in time', () => undefined],
  ['an answer does not end in time', (_req, res) => void res.write('{"data":')],
])('it fails when %s', async (_what, listener) => {
  const url = await listen(listener);
  await expect(post(url, {}, Buffer.from('{}'), 50)).rejects.toThrow();
});

test('it fails when an answer breaks off', async () => {
  const url = await listen((_req, res) => {
    res.writeHead(200, { 'content-length': '100' });
    res.write('{"data":', () => res.destroy());
  });
  await expect(post(url, {}, Buffer.from('{}'), 5_000)).rejects.toThrow();
});

test('it fails when nobody listens', async () => {
  const url = await listen(() => undefined);
  server?.close();
  await expect(post(url, {}, Buffer.from('{}'), 5_000)).rejects.toThrow(/ECONNREFUSED/);
});
