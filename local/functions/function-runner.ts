/** Runs functions in this process as Lambda would: JSON in, JSON out, a time limit, and errors that say which function. */
import { randomUUID } from 'node:crypto';
import { accountId, region } from '../names';
import type { Log } from '../log';
import type { FunctionName, FunctionWiring } from '../../wiring';
import { throughJson } from './through-json';

type Handler = (event: unknown, context: unknown) => unknown;

/** Calls functions by name. */
export interface FunctionRunner {
  invoke(name: FunctionName, event: unknown): Promise<unknown>;
  /** Loads every module, so that no first call waits for one. */
  warm(): Promise<void>;
}

/** A function that threw or took too long; `message` is for the log and for whoever called the function. */
class FunctionFailed extends Error {}

const withinLimit = async (name: string, seconds: number, work: Promise<unknown>): Promise<unknown> => {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    const message = `Task timed out after ${seconds.toFixed(2)} seconds`;
    timer = setTimeout(() => reject(new FunctionFailed(`${name}: ${message}`)), seconds * 1000);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
};

/** Makes a runner over modules that are loaded at their first call. */
export const createFunctionRunner = (
  modules: Record<string, () => Promise<{ handler: unknown }>>,
  wiring: Record<string, Pick<FunctionWiring, 'timeoutSeconds' | 'memoryMb'>>,
  log: Log,
): FunctionRunner => {
  const load = async (name: string): Promise<Handler> => {
    const loaded = await modules[name]?.();
    if (typeof loaded?.handler !== 'function') throw new FunctionFailed(`${name} exports no handler`);
    return loaded.handler as Handler;
  };
  return {
    async invoke(name, event) {
      const { timeoutSeconds, memoryMb } = wiring[name] ?? { timeoutSeconds: 3, memoryMb: 128 };
      const deadline = Date.now() + timeoutSeconds * 1000;
      const context = {
        functionName: name,
        functionVersion: '$LATEST',
        invokedFunctionArn: `arn:aws:lambda:${region}:${accountId}:function:${name}`,
        memoryLimitInMB: String(memoryMb),
        awsRequestId: randomUUID(),
        callbackWaitsForEmptyEventLoop: false,
        getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
      };
      try {
        const handler = await load(name);
        const work = Promise.resolve(handler(throughJson(event), context));
        return throughJson(await withinLimit(name, timeoutSeconds, work));
      } catch (error) {
        log.error(`function ${name} failed`, error);
        throw error;
      }
    },
    warm: async () => {
      await Promise.all(Object.keys(modules).map(load));
    },
  };
};
