/** Test support: the real table, in memory and new for each test, at an address of its own as on one machine. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterEach, beforeAll, beforeEach } from 'vitest';
import { openDatabase, type Database } from '../../local/dynamodb/database';
import { ensureTable } from '../../local/dynamodb/ensure-table';
import { createInProcessClient } from '../../local/dynamodb/in-process-client';

const TABLE = 'trellis-test';

const answer = async (database: Database, req: IncomingMessage, res: ServerResponse): Promise<void> => {
  const [, operation = ''] = String(req.headers['x-amz-target']).split('.');
  const { status, body } = await database.call(operation, (await json(req)) as object);
  res.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
};

// One address for a worker: clients of the functions live as long as it does.
let database: Database | undefined;
const server = createServer((req, res) => {
  if (database) void answer(database, req, res);
  else res.writeHead(503).end();
});
let port: Promise<number> | undefined;

const listen = async (): Promise<number> => {
  server.listen(0, '127.0.0.1').unref();
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
};

/** Gives the tests of a file the table of `core/table.json`; functions find it by their environment variables. */
export const useTable = (): void => {
  beforeAll(async () => {
    process.env.AWS_REGION = 'eu-central-1';
    process.env.AWS_ACCESS_KEY_ID ??= 'test';
    process.env.AWS_SECRET_ACCESS_KEY ??= 'test';
    process.env.AWS_ENDPOINT_URL_DYNAMODB = `http://127.0.0.1:${await (port ??= listen())}`;
    process.env.TRELLIS_TABLE = TABLE;
  });
  beforeEach(async () => {
    database = openDatabase(undefined);
    await ensureTable(createInProcessClient(database), TABLE);
  });
  afterEach(async () => {
    await database?.close();
    database = undefined;
  });
};
