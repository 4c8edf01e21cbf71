import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { listen, PortTaken } from './listen';

const servers: Server[] = [];
const server = (): Server => {
  const made = createServer();
  servers.push(made);
  return made;
};

afterEach(() => {
  for (const each of servers.splice(0)) each.close();
});

test('a named port that is taken is an error that names it', async () => {
  const taken = await listen(server(), {});
  await expect(listen(server(), { exactly: taken })).rejects.toThrow(PortTaken);
  await expect(listen(server(), { exactly: taken })).rejects.toThrow(`Port ${taken} is in use`);
});

test('without a named port the next free one is taken', async () => {
  const taken = await listen(server(), {});
  const next = await listen(server(), { from: taken });
  expect(next).toBeGreaterThan(taken);
});

test('a preferred port is taken when it is free, any other when it is not', async () => {
  const first = server();
  const port = await listen(first, {});
  await new Promise((resolve) => first.close(resolve));
  expect(await listen(server(), { prefer: [port] })).toBe(port);
  expect(await listen(server(), { prefer: [port] })).not.toBe(port);
});

test('only this machine can connect', async () => {
  const made = server();
  await listen(made, {});
  expect((made.address() as AddressInfo).address).toBe('127.0.0.1');
});
