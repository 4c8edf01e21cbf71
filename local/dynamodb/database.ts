/** DynamoDB in this process: dynalite on LevelDB in the data folder, asked by events instead of through a port. */
import dynalite from 'dynalite';
import { EventEmitter } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { letIteratorsClose } from './close-iterators';

/** An answer of the database: JSON, or an error in JSON. */
interface DatabaseAnswer {
  status: number;
  body: string;
}

/** The database of a data folder. */
export interface Database {
  /** Answers a request of the DynamoDB protocol whose body has been read and whose signature was checked. */
  handle(req: IncomingMessage, body: Buffer, res: ServerResponse): void;
  /** Runs an operation (`GetItem`) without any HTTP. */
  call(operation: string, input: string): Promise<DatabaseAnswer>;
  close(): Promise<void>;
}

type Headers = Record<string, string | string[] | undefined>;

// It is asked for, but not looked into.
const anySignature =
  'AWS4-HMAC-SHA256 Credential=a/b/c/dynamodb/aws4_request, SignedHeaders=host, Signature=x';

/** Opens the database; waits for nothing, requests queue until it is ready. */
export const openDatabase = (path: string | undefined): Database => {
  letIteratorsClose();
  const server: Server = dynalite({ path, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });

  const ask = (
    request: { method: string; url: string; headers: Headers },
    body: Buffer,
    res: object,
  ): void => {
    const req = Object.assign(new EventEmitter(), request);
    server.emit('request', req, res);
    req.emit('data', body);
    req.emit('end');
  };

  return {
    handle: ({ method = '', url = '', headers }, body, res) => ask({ method, url, headers }, body, res),
    call: (operation, input) =>
      new Promise((resolve) => {
        const res = {
          statusCode: 200,
          setHeader: () => undefined,
          end: (body: string) => resolve({ status: res.statusCode, body }),
        };
        const headers = {
          'content-type': 'application/x-amz-json-1.0',
          'x-amz-target': `DynamoDB_20120810.${operation}`,
          'x-amz-date': '20261123T000000Z',
          authorization: anySignature,
        };
        ask({ method: 'POST', url: '/', headers }, Buffer.from(input), res);
      }),
    // Nothing listens, so the server has nothing to close but its store; it closes that only when it has listened.
    close: () =>
      new Promise((resolve, reject) => {
        server.listen(0, '127.0.0.1', () => {
          server.close((error) => (error ? reject(error) : resolve()));
        });
      }),
  };
};
