/** HTTP with what Node.js loads fastest: a builder makes few, small requests, and its first one should leave at once. */
import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http';

/** A request that did not get an answer: the connection failed or took too long. */
export class NetworkError extends Error {}

const agent = new HttpAgent({ keepAlive: true });

/** Starts a request to an http or https address; the module for https loads when it is needed. */
export const startRequest = async (
  url: URL,
  options: RequestOptions,
): Promise<{ request: ClientRequest; answer: Promise<IncomingMessage> }> => {
  const request =
    url.protocol === 'https:'
      ? (await import('node:https')).request(url, options)
      : httpRequest(url, { agent, ...options });
  const answer = new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', resolve);
    request.once('error', (error) => reject(new NetworkError(error.message, { cause: error })));
    request.once('timeout', () => request.destroy(new Error('no answer in time')));
  });
  // The caller awaits it later; until then a failure is no unhandled one.
  answer.catch(() => undefined);
  return { request, answer };
};

/** An answer in full. */
export interface Answer {
  status: number;
  text: string;
}

const readText = async (message: IncomingMessage): Promise<string> => {
  const pieces: Buffer[] = [];
  try {
    for await (const piece of message) pieces.push(piece as Buffer);
  } catch (error) {
    throw new NetworkError('the answer broke off', { cause: error });
  }
  return Buffer.concat(pieces).toString('utf8');
};

/** One request with a text body, answered in full; throws `NetworkError` when there is no answer. */
export const send = async (
  method: 'GET' | 'POST',
  url: URL,
  headers: Record<string, string>,
  body = '',
  timeoutMs = 30_000,
): Promise<Answer> => {
  const { request, answer } = await startRequest(url, { method, headers, timeout: timeoutMs });
  request.end(body);
  const message = await answer;
  return { status: message.statusCode ?? 0, text: await readText(message) };
};
