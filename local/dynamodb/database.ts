/**
 * DynamoDB in this process: dynalite on LevelDB in the data folder. When the disk does not take a write, the table still answers
 * reads and refuses writes as DynamoDB refuses them when it has trouble, until there is space again and it was opened anew.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../log';
import { diskTakes } from './disk-space';
import { isProtocolError } from './dynalite';
import { openStore, type Store } from './store';

/** An answer of the database: what the operation gives, or an error in DynamoDB's shape. */
export interface DatabaseAnswer {
  status: number;
  body: object;
}

/** The database of a data folder. */
export interface Database {
  /** Runs an operation (`GetItem`) on an input that nobody else uses. Errors are answers; it never rejects. */
  call(operation: string, input: object): Promise<DatabaseAnswer>;
  close(): Promise<void>;
}

/** How a database is opened. */
export interface DatabaseOptions {
  log?: Log;
  /** How long it waits before it looks again whether the disk takes data. */
  retryMs?: number;
  /** Whether the disk takes data; asked beside the database's folder. */
  isWritable?: (path: string) => Promise<boolean>;
}

/** How long calls that are in the table may keep it from being opened anew. */
const drainMs = 5_000;

/** Clients try again what is answered with this. */
const trouble = (message: string): DatabaseAnswer => ({
  status: 500,
  body: { __type: 'com.amazonaws.dynamodb.v20120810#InternalServerError', message },
});

const unknownOperation: DatabaseAnswer = {
  status: 400,
  body: { __type: 'com.amazon.coral.service#UnknownOperationException', message: '' },
};

const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));

/** Opens the database; waits for nothing, calls wait until it is ready. */
export const openDatabase = (
  path: string | undefined,
  { log, retryMs = 1_000, isWritable = diskTakes }: DatabaseOptions = {},
): Database => {
  const closing = new AbortController();
  let failure: Error | undefined;
  let recovery: Promise<void> | undefined;
  let running = 0;
  let drained: () => void = () => undefined;

  const onFailure = (error: Error): void => {
    failure = error;
    recovery ??= recover().finally(() => (recovery = undefined));
  };
  let store: Store = openStore(path, onFailure);
  let opened = store.ready();

  const whenDrained = (): Promise<unknown> =>
    running === 0
      ? Promise.resolve()
      : Promise.race([new Promise<void>((resolve) => (drained = resolve)), delay(drainMs)]);

  /** Whoever comes meanwhile waits; whoever is in it ends first. */
  const openAnew = async (directory: string): Promise<void> => {
    const before = store;
    opened = (async () => {
      await whenDrained();
      await before.close();
      failure = undefined;
      store = openStore(directory, onFailure);
      await store.ready();
    })();
    await opened;
  };

  const recover = async (): Promise<void> => {
    if (path === undefined) return;
    log?.warn('the disk does not take what is to be stored; deployments wait until it does', failure);
    while (failure) {
      await delay(retryMs, undefined, { signal: closing.signal });
      if (!(await isWritable(path))) continue;
      try {
        await openAnew(path);
      } catch (error) {
        failure = asError(error);
        log?.warn('the table could not be opened again', error);
      }
    }
    log?.info('the disk takes what is to be stored again');
  };

  /** Resolves when calls may begin; rejects when the table could not be opened. */
  const ready = async (): Promise<void> => {
    for (let seen: unknown; seen !== opened;) {
      seen = opened;
      await opened;
    }
  };

  const run = async (operation: string, input: object): Promise<DatabaseAnswer> => {
    const answer = store.run(operation, input);
    return answer ? { status: 200, body: await answer } : unknownOperation;
  };

  return {
    async call(operation, input) {
      try {
        await ready();
      } catch {
        return trouble('The table cannot be opened now.');
      }
      running += 1;
      try {
        return await run(operation, input);
      } catch (error) {
        if (isProtocolError(error)) return { status: error.statusCode, body: error.body };
        if (failure === undefined) log?.error(`the table, ${operation}`, error);
        return trouble('The table cannot do this now.');
      } finally {
        running -= 1;
        if (running === 0) drained();
      }
    },
    async close() {
      closing.abort();
      await recovery?.catch(() => undefined);
      await store.close();
    },
  };
};
