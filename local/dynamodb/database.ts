/** DynamoDB in this process: dynalite on LevelDB in the data folder, asked by events instead of through a port. */
import dynalite from 'dynalite';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';

/** The database of a data folder. */
export interface Database {
  /** Answers a request of the DynamoDB protocol whose body has been read. */
  handle(req: IncomingMessage, body: Buffer, res: ServerResponse): void;
  close(): Promise<void>;
}

/** Opens the database; waits for nothing, requests queue until it is ready. */
export const openDatabase = (path: string | undefined): Database => {
  const server: Server = dynalite({ path, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  return {
    handle(req, body, res) {
      const { method, url, headers } = req;
      server.emit('request', Object.assign(Readable.from([body]), { method, url, headers }), res);
    },
    // Nothing listens, so the server has nothing to close but its store.
    close: () =>
      new Promise((resolve, reject) => {
        server.listen(0, '127.0.0.1', () => {
          server.close((error) => (error ? reject(error) : resolve()));
        });
      }),
  };
};
