/** Evaluates bundled resolver code in a realm that has what APPSYNC_JS has and nothing more. */
import { transform } from 'esbuild';
import { compileFunction, createContext, runInContext } from 'node:vm';
import * as ddb from '../util/dynamodb';
import { EarlyReturn, ResolverError } from '../util/errors';
import { extensions, runtime, util } from '../util/index';
import type { LogEntry } from '../types';
import { checkCodeLength } from './bundle';
import { restrictScript } from './restrict';

/** A handler's context; its shape is AppSync's. */
export type HandlerContext = Record<string, unknown>;

/** A loaded resolver or function. */
export interface ResolverModule {
  file: string;
  request(context: HandlerContext): unknown;
  response(context: HandlerContext): unknown;
}

/** Loaded code, and the way for data into its realm. */
export interface Sandbox {
  modules: Map<string, ResolverModule>;
  /** Plain data as objects of the realm. */
  copy: <T>(value: T) => T;
}

interface Realm {
  copy<T>(value: T): T;
  lock(): void;
}

const libraries: Record<string, unknown> = {
  '@aws-appsync/utils': { util, extensions, runtime },
  '@aws-appsync/utils/dynamodb': ddb,
};

/** What a failing handler says: file and place in the bundled code, then the error, as AppSync does. */
function asCodeError(error: unknown, file: string): unknown {
  if (error instanceof ResolverError || error instanceof EarlyReturn) return error;
  const { name, message, stack } = error as { name?: string; message?: string; stack?: string };
  const place = (stack ?? '').split(`${file}:`)[1]?.match(/^\d+:\d+/)?.[0];
  return new ResolverError(
    `${file}:${place ?? '0:0'}: ${name ?? 'Error'}: ${message ?? String(error)}`,
    'Code',
  );
}

function guard(file: string, handler: unknown, name: string): (context: HandlerContext) => unknown {
  if (typeof handler !== 'function') throw new Error(`${file} exports no function named ${name}`);
  return (context) => {
    try {
      return (handler as (context: HandlerContext) => unknown)(context);
    } catch (error) {
      throw asCodeError(error, file);
    }
  };
}

/** Loads sources by file name; each is evaluated once. */
export async function createSandbox(
  sources: readonly { file: string; code: string }[],
  log: (entry: LogEntry) => void,
): Promise<Sandbox> {
  const speak =
    (level: LogEntry['level']) =>
    (...parts: unknown[]): void =>
      log({
        level,
        message: parts.map((part) => (typeof part === 'string' ? part : JSON.stringify(part))).join(' '),
      });
  const context = createContext(
    { console: { log: speak('info'), error: speak('error') } },
    { codeGeneration: { strings: false, wasm: false } },
  );
  const realm = runInContext(restrictScript, context) as Realm;
  const scripts = await Promise.all(
    sources.map(async ({ file, code }) => {
      checkCodeLength(code, file);
      const { code: script } = await transform(code, { format: 'cjs', target: 'esnext', loader: 'js' });
      return { file, script };
    }),
  );
  const load = (id: string): unknown => {
    if (!Object.hasOwn(libraries, id)) throw new ReferenceError(`APPSYNC_JS has no module ${id}`);
    return libraries[id];
  };
  const modules = new Map<string, ResolverModule>();
  for (const { file, script } of scripts) {
    const module: { exports: Record<string, unknown> } = { exports: {} };
    const evaluate = compileFunction(`'use strict';${script}`, ['exports', 'require', 'module'], {
      parsingContext: context,
      filename: file,
    }) as (exports: unknown, require: unknown, module: unknown) => void;
    try {
      evaluate(module.exports, load, module);
    } catch (error) {
      throw asCodeError(error, file);
    }
    modules.set(file, {
      file,
      request: guard(file, module.exports['request'], 'request'),
      response: guard(file, module.exports['response'], 'response'),
    });
  }
  realm.lock();
  return { modules, copy: (value) => realm.copy(value) };
}
