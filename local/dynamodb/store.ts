/**
 * dynalite's store with three changes beneath its operations: an item is written together with its index entries, all or nothing;
 * a table's description is read once; reads of single items take no turn through the thread pool.
 */
import { letIteratorsClose } from './close-iterators';
import {
  createStore,
  runOperation,
  type Callback,
  type Change,
  type DynaliteStore,
  type KeyValues,
  type TableDescription,
} from './dynalite';
import { createWriteQueue } from './write-queue';

/** An opened store. */
export interface Store {
  /** Runs an operation; undefined when there is none of that name. */
  run(operation: string, input: object): Promise<object> | undefined;
  /** Resolves when it is open; rejects when it cannot be opened. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

/** How dynalite names the keys of index entries. */
const isOfIndex = (key: string): boolean => key.startsWith('index-');

/**
 * dynalite writes an item's index entries first, one by one, and the item right after, in the same turn when nobody makes it wait.
 * So entries are held back, and the item takes them along.
 */
const writeTogether = (db: KeyValues, onFailure: (error: Error) => void): void => {
  const queue = createWriteQueue(db.batch.bind(db), onFailure);
  let held: Change[] = [];
  const change = (one: Change, done: Callback<void>): void => {
    held.push(one);
    if (isOfIndex(one.key)) {
      done();
      return;
    }
    const all = held;
    held = [];
    queue.write(all, done);
  };
  db.put = (key, value, done) => change({ type: 'put', key, value }, done);
  db.del = (key, done) => change({ type: 'del', key }, done);
  db.batch = (changes, done) => queue.write(changes, done);
};

const readAtOnce = (db: KeyValues): void => {
  db.get = (key, done) => {
    let value: unknown;
    try {
      value = db.getSync(key);
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
      return;
    }
    done(null, value);
  };
};

/** Tables are never changed or removed while a host runs: what could be used once can be used. */
const rememberTables = (store: DynaliteStore): void => {
  const known = new Map<string, TableDescription>();
  const getTable = store.getTable.bind(store);
  store.getTable = (name, done, more) => {
    if (done === false) {
      getTable(name, done, more);
      return;
    }
    const table = known.get(name);
    if (table) {
      done(null, table);
      return;
    }
    getTable(name, (error, found) => {
      if (found) known.set(name, found);
      done(error, found);
    });
  };
};

/** Opens a store; `onFailure` hears of the first write that the disk did not take. After that it answers reads, and takes no write. */
export const openStore = (
  path: string | undefined,
  onFailure: (error: Error) => void,
  create = createStore,
): Store => {
  letIteratorsClose();
  const store = create(path);
  const opened = store.db.open();
  // Whoever asks hears of it.
  opened.catch(() => undefined);
  writeTogether(store.db, onFailure);
  readAtOnce(store.db);
  rememberTables(store);
  return {
    run: (operation, input) => runOperation(store, operation, input),
    ready: () => opened,
    close: () => store.db.close(),
  };
};
