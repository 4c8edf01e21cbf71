/**
 * dynalite's own parts, asked directly instead of through its HTTP server: the operations, the checks of their input, and the store
 * beneath. The one place that knows how dynalite 4.0.0 is built inside; its version is pinned.
 */
import { createRequire } from 'node:module';

/** Called once, with an error or an answer. */
export type Callback<Answer> = (error?: Error | null, answer?: Answer) => void;

/** A change of one key of the key-value database. */
export type Change = { type: 'put'; key: string; value: unknown } | { type: 'del'; key: string };

/** The key-value database (LevelDB) as dynalite uses it: every table and every index is a stretch of its keys. */
export interface KeyValues {
  /** Resolves when it is open. */
  open(): Promise<void>;
  close(): Promise<void>;
  /** Reads without leaving the thread: what is asked for stands in memory nearly always. */
  getSync(key: string): unknown;
  get(key: string, done: Callback<unknown>): void;
  put(key: string, value: unknown, done: Callback<void>): void;
  del(key: string, done: Callback<void>): void;
  batch(changes: readonly Change[], done: Callback<void>): void;
}

/** A table's description; opaque here but for its status. */
export interface TableDescription {
  TableStatus: string;
}

/** What operations work on. */
export interface DynaliteStore {
  db: KeyValues;
  /** With two arguments for operations on items: only a table that can be used is found. */
  getTable(name: string, done: Callback<TableDescription> | false, more?: Callback<TableDescription>): void;
}

/** An error of DynamoDB's protocol, as operations and checks give it. */
export interface ProtocolError extends Error {
  statusCode: number;
  body: object;
}

interface Check {
  types: unknown;
  custom: unknown;
}

interface Checks {
  checkTypes(input: object, types: unknown): object;
  checkValidations(input: object, types: unknown, custom: unknown, store: DynaliteStore): void;
}

type Action = (store: DynaliteStore, input: object, done: Callback<object>) => void;

/** The operations that Trellis uses. */
const operations = [
  'BatchGetItem',
  'BatchWriteItem',
  'CreateTable',
  'DeleteItem',
  'DescribeTable',
  'GetItem',
  'PutItem',
  'Query',
  'Scan',
  'UpdateItem',
] as const;

const near = createRequire(import.meta.url);
const database = near('dynalite/db') as { create(options: object): DynaliteStore };
const checks = near('dynalite/validations') as Checks;

const parts = new Map<string, { action: Action; check: Check }>(
  operations.map((name) => {
    const file = name.charAt(0).toLowerCase() + name.slice(1);
    const action = near(`dynalite/actions/${file}`) as Action;
    return [name, { action, check: near(`dynalite/validations/${file}`) as Check }];
  }),
);

/** Opens the store of a LevelDB directory; without one, everything stays in memory. */
export const createStore = (path: string | undefined): DynaliteStore =>
  database.create({ path, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });

/** Whether an error is DynamoDB's answer, and no failure of what lies beneath. */
export const isProtocolError = (error: unknown): error is ProtocolError =>
  error instanceof Error && 'statusCode' in error && 'body' in error;

/** Runs an operation; undefined when there is none of that name. It may change `input`. Rejects with a `ProtocolError` or a failure. */
export const runOperation = (
  store: DynaliteStore,
  name: string,
  input: object,
): Promise<object> | undefined => {
  const part = parts.get(name);
  if (!part) return undefined;
  const { action, check } = part;
  return new Promise((resolve, reject) => {
    const checked = checks.checkTypes(input, check.types);
    checks.checkValidations(checked, check.types, check.custom, store);
    action(store, checked, (error, answer) => {
      if (error) reject(error);
      else resolve(answer ?? {});
    });
  });
};
