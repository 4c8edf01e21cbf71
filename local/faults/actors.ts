/** Who acts: the function in whose call something happens. It is told to the AWS endpoint by a header that no signature covers. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { Agent, type ClientRequest, type IncomingMessage } from 'node:http';
import type { FunctionName } from '../../wiring';

const header = 'x-trellis-actor';
const acting = new AsyncLocalStorage<FunctionName>();

/** Runs the work in a function's name. */
export const actingAs = <T>(name: FunctionName, work: () => Promise<T>): Promise<T> => acting.run(name, work);

/** Who sent a request: a function of this host, or somebody outside of it (a builder, a test). */
export const actorOf = ({ headers }: IncomingMessage): string => {
  const name = headers[header];
  return typeof name === 'string' ? name : 'outside';
};

interface Queue {
  addRequest: (this: unknown, request: ClientRequest, ...more: unknown[]) => unknown;
}

/** Makes requests of functions carry their name from now on. */
export const nameActors = (): void => {
  // The border: Node calls this method for each request, right before its head is written, and declares it nowhere.
  const agent = Agent.prototype as unknown as Queue;
  const original = agent.addRequest;
  agent.addRequest = function (request, ...more) {
    const name = acting.getStore();
    if (name !== undefined && !request.headersSent) request.setHeader(header, name);
    return original.call(this, request, ...more);
  };
};
