/**
 * Requests by Node's own HTTP client, on connections that are kept: for long messages `fetch` takes several times the processor time,
 * and it cannot be held to certain addresses at the moment of connecting.
 */
import {
  Agent as HttpAgent,
  request as requestHttp,
  type IncomingMessage,
  type RequestOptions,
} from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';

/** Idle connections end sooner than those who answer give them up, so that no request meets a connection that is being closed. */
const IDLE_MS = 4_000;

const agents = {
  http: new HttpAgent({ keepAlive: true, timeout: IDLE_MS }),
  https: new HttpsAgent({ keepAlive: true, timeout: IDLE_MS }),
};

/** Sends a request with its body, and gives the answer once it begins. Rejects when there is none, or when the signal aborts. */
export const sendRequest = (
  url: URL,
  options: Pick<RequestOptions, 'method' | 'headers' | 'signal' | 'lookup'>,
  body: string | Buffer | undefined,
): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const request =
      url.protocol === 'http:'
        ? requestHttp(url, { ...options, agent: agents.http })
        : requestHttps(url, { ...options, agent: agents.https });
    request.once('response', resolve);
    request.on('error', reject);
    request.end(body);
  });
