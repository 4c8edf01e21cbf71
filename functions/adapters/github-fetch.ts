/**
 * What carries calls to a GitHub's API: Node's own HTTP client in the shape of `fetch`, which the client library asks for. Unlike `fetch`
 * it can be held to public addresses at the moment of connecting, whatever a name led to before.
 */
import type { IncomingMessage } from 'node:http';
import { setting } from './config';
import { mayBePublic, NotPublicError, publicLookup } from './git/public-address';
import { sendRequest } from './send-request';

/** As much of a request as the library makes. */
export interface GitHubRequest {
  method: string;
  headers: Record<string, string>;
  body?: string;
}

/** An answer of GitHub's is far below this; something else might never end. */
const MAX_BYTES = 16_000_000;

const respond = async (
  url: URL,
  { method, headers, body }: GitHubRequest,
  signal: AbortSignal,
): Promise<IncomingMessage> => {
  const publicOnly = setting('TRELLIS_REPOSITORY_ACCESS') !== 'any';
  // An address that is written as one is never looked up.
  if (publicOnly && !mayBePublic(url.hostname)) throw new NotPublicError(`${url.hostname} is not public`);
  const lookup = publicOnly ? { lookup: publicLookup } : {};
  return sendRequest(url, { method, headers, signal, ...lookup }, body);
};

const textOf = async (answer: IncomingMessage): Promise<string> => {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of answer as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > MAX_BYTES) throw new Error('The answer is too long');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
};

const headersOf = ({ headers }: IncomingMessage): Headers => {
  const all = new Headers();
  for (const [name, value] of Object.entries(headers))
    for (const each of [value ?? []].flat()) all.append(name, each);
  return all;
};

/**
 * Sends a request and gives its answer in full; what sends on elsewhere is an answer too.
 *
 * @throws NotPublicError for a host that is not public, where only those may be asked
 */
export const githubFetch = async (
  url: string,
  request: GitHubRequest,
  timeoutMs: number,
): Promise<Response> => {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const answer = await respond(new URL(url), request, signal);
    const text = await textOf(answer);
    const status = answer.statusCode ?? 0;
    return new Response([204, 205, 304].includes(status) ? null : text, {
      status,
      headers: headersOf(answer),
    });
  } catch (error) {
    // Node says that it was aborted; the signal says why.
    signal.throwIfAborted();
    throw error;
  }
};
