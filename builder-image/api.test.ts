import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { ApiRefusal, createApi } from './api';
import { containerCredentials } from './credentials';

let server: Server | undefined;
afterEach(() => server?.close());

type Reply = [status: number, body: string];

const serve = async (
  replies: Reply[],
  credentials: Reply = [200, '{"AccessKeyId":"A","SecretAccessKey":"B"}'],
) => {
  const asked: string[] = [];
  server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    const [status, body] = path === '/credentials' ? credentials : (replies.shift() ?? [500, '']);
    request.resume();
    response.writeHead(status);
    response.end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const source = containerCredentials({ AWS_CONTAINER_CREDENTIALS_FULL_URI: `${origin}/credentials` });
  const quick = { totalMs: 500, firstWaitMs: 1, longestWaitMs: 5 };
  return { api: createApi(`${origin}/graphql`, 'eu-west-1', source, quick), asked };
};

const good: Reply = [200, '{"data":{"reportDeployment":{"status":"RUNNING","cancel":false,"current":true}}}'];

describe('a call of the API', () => {
  it.each<[string, Reply]>([
    ['a server error', [502, 'bad gateway']],
    ['too many requests', [429, '']],
    ['an answer that is no JSON', [200, '<html>']],
    ['an answer without data', [200, '{"data":null}']],
    ['a failure inside the API', [200, '{"data":null,"errors":[{"errorType":"internal.unexpected"}]}']],
    ['a function that did not answer', [200, '{"data":null,"errors":[{"errorType":"Lambda:Unhandled"}]}']],
  ])('is tried again after %s', async (_, reply) => {
    const { api } = await serve([reply, reply, good]);
    expect(await api.report('dep_1', 'lease', { seq: 1 })).toMatchObject({ current: true });
  });

  it('is not tried again when it was refused', async () => {
    const { api, asked } = await serve([
      [200, '{"data":null,"errors":[{"errorType":"deployment.lease_refused","message":"no"}]}'],
      good,
    ]);
    const refused = api.report('dep_1', 'lease', { seq: 1 });
    await expect(refused).rejects.toBeInstanceOf(ApiRefusal);
    await expect(refused).rejects.toMatchObject({ code: 'deployment.lease_refused' });
    expect(asked.filter((path) => path === '/graphql')).toHaveLength(1);
  });

  it('gets new credentials after they were refused, and gives up when those are refused too', async () => {
    const denied: Reply = [401, '{"errors":[{"errorType":"UnrecognizedClientException"}]}'];
    const { api, asked } = await serve([denied, good]);
    await api.report('dep_1', 'lease', { seq: 1 });
    expect(asked.filter((path) => path === '/credentials')).toHaveLength(2);
    server?.close();
    const always = await serve(Array.from({ length: 20 }, () => denied));
    await expect(always.api.report('dep_1', 'lease', { seq: 1 })).rejects.toBeInstanceOf(ApiRefusal);
  });

  it('asks for credentials once while they last, and again before they end', async () => {
    const expires = new Date(10_000_000).toISOString();
    await serve([], [200, `{"AccessKeyId":"A","SecretAccessKey":"B","Expiration":"${expires}"}`]);
    let now = 0;
    const asked: string[] = [];
    server?.on('request', (request) => asked.push(request.url ?? ''));
    const origin = `http://127.0.0.1:${(server?.address() as AddressInfo).port}`;
    const source = containerCredentials(
      { AWS_CONTAINER_CREDENTIALS_FULL_URI: `${origin}/credentials` },
      () => now,
    );
    await source.get();
    await source.get();
    expect(asked).toHaveLength(1);
    now = 9_800_000;
    await source.get();
    expect(asked).toHaveLength(2);
  });

  it('fails in the end when the API never comes back', async () => {
    const { api } = await serve([]);
    await expect(api.report('dep_1', 'lease', { seq: 1 })).rejects.toThrow('500');
  });
});
